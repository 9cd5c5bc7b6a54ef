"""The fifteen items of Sitiung I, each answered both ways from the sentences of a visit."""

import pytest

from clusters.klaster1 import checklist
from clusters.klaster1.checklist import Happening
from puskesmas.visits import sop
from puskesmas.visits.facts import Fact

SITIUNG = sop.parse(sop.shipped()["sitiung_1"], key="sitiung_1")
SUNGAI_KAKAP = sop.parse(sop.shipped()["sungai_kakap"], key="sungai_kakap")
PLAIN = frozenset({Fact.NOT_EMERGENCY, Fact.JKN, Fact.NEW_PATIENT, Fact.BILL_CLEAR, Fact.NO_PRESCRIPTION})
EMERGENCY = (PLAIN - {Fact.NOT_EMERGENCY}) | {Fact.EMERGENCY}


def told(*words):
    """Give sentences in order, each a kind or a kind at a place: "started@PANDU"."""
    found = []
    for seq, word in enumerate(words, start=1):
        kind, _, place = word.partition("@")
        found.append(Happening(seq, kind, frozenset({place} if place else set()), {}))
    return found


def item(no, happened, held=PLAIN):
    return checklist.answers(SITIUNG, happened, frozenset(held))[no - 1]


UMUM = (PLAIN - {Fact.JKN}) | {Fact.UMUM, Fact.BILL_OPEN}
KNOWN = PLAIN | {Fact.KNOWN_PATIENT}
REFERRED = PLAIN | {Fact.TO_BE_REFERRED}
AWAITED = PLAIN | {Fact.AWAITING_RETURN}
PRESCRIBED = PLAIN | {Fact.PRESCRIBED}


@pytest.mark.parametrize(
    ("no", "held", "evidence"),
    [
        (1, PLAIN, ["arrived"]),
        (2, EMERGENCY, ["started@IGD"]),
        (3, PLAIN, ["started@PANDU"]),
        (4, PLAIN, ["vitals_measured"]),
        (5, PLAIN, ["vitals_measured", "coverage_checked"]),
        (5, UMUM, ["vitals_measured", "paid"]),
        (5, KNOWN, ["vitals_measured", "card_shown", "coverage_checked"]),
        (6, PLAIN, ["identified"]),
        (7, PLAIN, ["moved@SKRINING"]),
        (8, PLAIN, ["screened"]),
        (9, PLAIN, ["moved@KLASTER3"]),
        (10, PLAIN, ["exam_recorded"]),
        (11, AWAITED, ["returned"]),
        (12, REFERRED, ["referred"]),
        (13, PLAIN, ["closed"]),
        (13, PRESCRIBED, ["handed_over", "closed"]),
        (14, PLAIN, ["exam_recorded"]),
        (15, PLAIN, ["follow_up_given"]),
    ],
)
def test_an_item_is_ya_with_the_event_that_proves_it(no, held, evidence):
    found = item(no, told("skipped", *evidence), held)

    assert (found.answer, found.event) == ("ya", len(evidence) + 1), found.because


@pytest.mark.parametrize(
    ("no", "held", "happened", "missing"),
    [
        (1, PLAIN, [], "datang"),
        (2, EMERGENCY, ["started@PANDU"], "mulai dilayani di IGD"),
        (3, PLAIN, ["started@LOKET"], "mulai dilayani di Pandu PTM"),
        (4, PLAIN, ["started@PANDU"], "pengukuran"),
        (5, PLAIN, ["vitals_measured"], "jaminan dicek"),
        (5, UMUM, ["vitals_measured"], "dibayar"),
        (5, KNOWN, ["vitals_measured", "coverage_checked"], "kartu ditunjukkan"),
        (6, PLAIN, ["arrived"], "identitas dipastikan"),
        (7, PLAIN, ["moved@KLASTER3"], "pindah di Skrining"),
        (8, PLAIN, ["moved@SKRINING"], "skrining"),
        (9, PLAIN, ["arrived"], "pindah"),
        (10, PLAIN, ["started@KLASTER3"], "pemeriksaan dicatat"),
        (11, AWAITED, ["detoured"], "kembali ke pengirim"),
        (12, REFERRED, ["exam_recorded"], "rujukan"),
        (13, PLAIN, ["moved@FARMASI"], "kunjungan selesai"),
        (13, PRESCRIBED, ["closed"], "obat diserahkan"),
        (14, PLAIN, ["anamnesis_taken"], "pemeriksaan dicatat"),
    ],
)
def test_an_item_is_tidak_naming_the_part_that_is_missing(no, held, happened, missing):
    found = item(no, told(*happened), held)

    assert (found.answer, found.event) == ("tidak", None)
    assert found.because == f"Belum ada: {missing}."


@pytest.mark.parametrize(
    ("no", "held", "fact"),
    [
        (2, PLAIN, "gawat darurat"),
        (3, EMERGENCY, "tidak gawat darurat"),
        (4, EMERGENCY, "tidak gawat darurat"),
        (7, EMERGENCY, "tidak gawat darurat"),
        (8, EMERGENCY, "tidak gawat darurat"),
        (9, EMERGENCY, "tidak gawat darurat"),
        (11, PLAIN, "masih di rujukan internal"),
        (12, PLAIN, "akan dirujuk"),
    ],
)
def test_an_item_does_not_apply_where_its_fact_never_held(no, held, fact):
    found = item(no, told("arrived", "started@IGD"), held)

    assert (found.answer, found.because) == ("tidak_berlaku", f"Tidak pernah berlaku: {fact}.")


def test_the_village_is_told_only_when_something_was_left_for_it():
    left = Happening(2, "service_not_given", data={"place_kind": "pustu"})
    kept_here = Happening(2, "service_not_given", data={"place_kind": "puskesmas"})

    assert item(15, told("arrived")).answer == "tidak_berlaku"
    assert item(15, [*told("arrived"), kept_here]).answer == "tidak_berlaku"
    assert item(15, [*told("arrived"), left]).because == "Belum ada: tugas tindak lanjut."


def test_what_was_taken_back_proves_nothing():
    happened = [*told("arrived", "moved@SKRINING"), Happening(3, "undone", undoes=2)]

    assert item(7, happened).answer == "tidak"


def test_a_duty_is_answered_the_same_way():
    explained = told("label_explained")

    first, *_ = checklist.duties(SUNGAI_KAKAP, explained, PRESCRIBED)
    assert (first.clause, first.answer) == ("5.5", "ya")
    assert checklist.duties(SUNGAI_KAKAP, [], PRESCRIBED)[0].answer == "tidak"
    assert checklist.duties(SUNGAI_KAKAP, [], PLAIN)[0].answer == "tidak_berlaku"


# --- which facts ever held ---


def fact_told(seq, fact, kind="learned", source="x"):
    return Happening(seq, kind, data={"fact": fact, "source": source})


def test_an_emergency_at_the_door_was_never_presumed_to_be_none():
    arrived = Happening(1, "arrived", data={"facts": ["emergency"]})

    held = checklist.ever_held([arrived], {"emergency": ["door"]})

    assert Fact.EMERGENCY in held
    assert Fact.NOT_EMERGENCY not in held


def test_an_emergency_on_the_way_leaves_both_answers():
    arrived, worse = Happening(1, "arrived", data={"facts": []}), Happening(2, "escalated", data={})

    held = checklist.ever_held([arrived, worse], {"emergency": ["escalate"]})

    assert {Fact.EMERGENCY, Fact.NOT_EMERGENCY} <= held


def test_a_bill_paid_since_was_open_once():
    happened = [
        Happening(1, "arrived", data={"facts": []}),
        fact_told(2, "bill_open", source="rendered:a"),
        fact_told(3, "bill_open", kind="withdrawn", source="rendered:a"),
    ]

    assert {Fact.BILL_OPEN, Fact.BILL_CLEAR} <= checklist.ever_held(happened, {})
