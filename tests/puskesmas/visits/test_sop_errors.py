"""An SOP file that is wrong is refused with its line and its word, in English and in Indonesian, whatever was typed."""

import re

import pytest

from puskesmas.facility.places import Place
from puskesmas.visits import lawfulness, sop
from puskesmas.visits.sop_errors import SopError

GALIS = sop.shipped()["galis"]
ODD = ["5", "-1", "1.5", '"dua"', "true", "[]", "[5]", '["bayar"]', "{}", "{a = 1}", "2024-05-01", '""', "[[1]]", "nan"]


def refused(old: str, new: str, *, text: str = GALIS) -> SopError:
    """Give what is said of Galis' SOP with something in it changed."""
    assert old in text
    with pytest.raises(SopError) as told:
        lawfulness.check(sop.parse(text.replace(old, new), key="galis"), Place.values)
    return told.value


def line_of(words: str, text: str = GALIS) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_a_broken_file_names_its_line():
    told = refused('number = "002/ILP/SOP/2024"', "number = 002/ILP")

    assert told.line == line_of('number = "002')
    assert told.said.startswith(f"Baris {told.line}: Bukan TOML yang sah")


def test_an_unknown_fact_names_the_line_of_its_step_and_the_facts_there_are():
    told = refused('when = ["umum", "bill_open"]', 'when = ["umum", "lunas"]')

    assert told.line == line_of('[[step]]\nkey = "kasir"')
    assert told.said.startswith(f"Baris {told.line}: Fakta lunas tidak dikenal. Yang ada: emergency, ")


def test_a_move_that_is_not_lawful_names_line_facts_and_pair():
    told = refused('state = "cashier"', 'state = "screening"')

    assert re.match(r"Baris \d+: Bila .*umum.*: dari \w+ ke screening bukan perpindahan yang sah\.", told.said)
    assert told.line == line_of('[[step]]\nkey = "kasir"')


def test_a_step_asking_for_what_nobody_decides_names_the_pair():
    told = refused('decides = [["jkn", "umum"], ["klaster_2", "klaster_3"]]', 'decides = [["klaster_2", "klaster_3"]]')

    assert "menanyakan umum" in told.said


def test_a_mistake_above_the_steps_names_its_part():
    assert refused('title = "', 'judul = "').said == "Bagian [sop]: “title” belum diisi."
    assert refused("regular_after = 2", 'regular_after = "dua"').said.startswith("Bagian [priority]: “regular_after”")


def test_whatever_stands_after_an_equals_sign_the_file_is_read_or_refused():
    lines = GALIS.splitlines()
    for at, line in enumerate(lines):
        if "=" not in line or line.startswith("#"):
            continue
        for value in ODD:
            typed = "\n".join([*lines[:at], f"{line.split('=')[0]}= {value}", *lines[at + 1 :]])
            try:
                sop.parse(typed, key="galis")
            except SopError as told:
                assert told.said


@pytest.mark.parametrize("text", ["", "x", "[sop]", "step = 3", "step = [{}]", "a = " + "[" * 5000, "\x00", "sop = 1"])
def test_what_is_no_sop_at_all_is_refused_in_a_sentence(text):
    with pytest.raises(SopError) as told:
        sop.parse(text, key="x")

    assert told.value.said


def test_a_file_of_endless_branching_is_refused_instead_of_tried_for_ever(monkeypatch):
    monkeypatch.setattr(lawfulness, "WIDEST", 20)

    assert "Terlalu banyak kemungkinan" in refused('revision = "01"', 'revision = "77"').said
