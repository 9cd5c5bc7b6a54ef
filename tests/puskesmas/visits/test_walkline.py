"""The walk line: what a reader must be able to see in it, whatever the names and however many the stops."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest

from puskesmas.visits.walk import Loop, Mark, Walk, WalkStop
from puskesmas.visits.walkline import full, mini, mini_head, upright
from puskesmas.visits.walktext import fit, width_of

DONE, HERE, NEXT, LATER, PASSED = Mark.DONE, Mark.HERE, Mark.NEXT, Mark.LATER, Mark.PASSED
BACK = Loop("Laboratorium", "3 hasil siap", DONE, "dikirim 09.10", "kembali 09.35")
AWAY = Loop("Laboratorium", "sejak 09.14", HERE, "dikirim 09.14")
LONG = "Kesehatan ibu dan anak serta keluarga berencana, Ruang 2A lantai satu"


def stop(key, mark, *, label="", sub="08.31", loops=(), note=""):
    return WalkStop(key, label or key.title(), sub, mark, key[0].upper(), tuple(loops), note)


def walk(*stops, serving=False, away=False, line="k3"):
    return Walk(line, tuple(stops), serving, away, "Kini di Klaster 3, berikutnya farmasi.")


def bu_sari(*, loops=(), serving=False, away=False):
    return walk(
        stop("karcis", DONE),
        stop("loket", DONE),
        stop("klaster", HERE, label="Klaster 3 · Ruang 3B", sub="sejak 09.38", loops=loops),
        stop("kasir", PASSED, note="tidak singgah, JKN"),
        stop("farmasi", NEXT),
        stop("pulang", LATER, sub=""),
        serving=serving,
        away=away,
    )


def nine_stops(loops=(BACK,)):
    marks = [DONE, DONE, DONE, DONE, HERE, PASSED, NEXT, LATER, LATER]
    return walk(
        *(
            stop(f"s{at}", mark, label=LONG, sub="sejak 09.38 oleh Bd. Ratna Juwita", note="tidak singgah, peserta JKN",
                 loops=loops if mark is HERE else ())
            for at, mark in enumerate(marks)
        )
    )  # fmt: skip


def drawn(svg):
    return ElementTree.fromstring(str(svg))


def all_of(svg, css):
    return [shape for shape in drawn(svg).iter() if css in shape.get("class", "").split()]


@dataclass(frozen=True)
class Box:
    words: str
    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other):
        apart = self.right <= other.left or other.right <= self.left
        return not apart and self.top < other.bottom and other.top < self.bottom


def boxes(svg):
    """The place each text takes, by the same wide estimate the drawing uses."""
    found = []
    for text in drawn(svg).iter("text"):
        words = "".join(part for part in [text.text, *(child.tail for child in text)] if part)
        css = text.get("class").split()
        size = next(int(name[1:]) for name in css if re.fullmatch(r"z\d+", name))
        wide = width_of(words, size, bold="name" in css or "inv" in css)
        x, y = float(text.get("x")), float(text.get("y"))
        left = {"middle": x - wide / 2, "end": x - wide}.get(text.get("text-anchor"), x)
        found.append(Box(words, left, left + wide, y - size * 0.75, y + size * 0.22))
    return found


def assert_words_stand_apart(svg, width):
    texts = boxes(svg)
    for at, one in enumerate(texts):
        assert one.left >= 0, one
        assert one.right <= width, one
        for other in texts[at + 1 :]:
            assert not one.overlaps(other), (one, other)


def test_past_is_full_and_ahead_is_pale():
    svg = full(bu_sari())

    assert len(all_of(svg, "w-run")) == len(all_of(svg, "w-rest")) == 1
    assert len(all_of(svg, "w-tick")) == 2


def test_the_patient_stands_under_the_flag():
    svg = full(bu_sari())

    [here] = all_of(svg, "w-here")
    flag = all_of(svg, "flag")[0]
    assert float(flag.get("x")) < float(here.get("cx")) < float(flag.get("x")) + float(flag.get("width"))
    assert float(flag.get("y")) + float(flag.get("height")) < float(here.get("cy"))


def test_here_is_hollow_while_waiting_and_has_a_core_while_served():
    assert not all_of(full(bu_sari()), "w-core")
    assert len(all_of(full(bu_sari(serving=True)), "w-core")) == 1


def test_a_stop_passed_over_is_a_grey_bar_with_its_reason():
    svg = full(bu_sari())

    assert len(all_of(svg, "w-skip")) == 1
    assert "tidak singgah, JKN" in str(svg)


def test_a_detour_is_an_interchange_whose_times_read_from_left_to_right():
    svg = full(bu_sari(loops=[BACK], serving=True))

    [capsule] = all_of(svg, "capsule")
    assert float(capsule.get("width")) > 2 * float(capsule.get("height"))
    order = {box.words: box.left for box in boxes(svg)}
    assert order["dikirim 09.10"] < order["Laboratorium"] < order["kembali 09.35"]


def test_the_kept_place_stays_white_while_the_ring_is_on_the_loop():
    svg = full(bu_sari(loops=[AWAY], away=True))

    [here], [kept] = all_of(svg, "w-here"), all_of(svg, "kept")
    assert float(here.get("cy")) > float(kept.get("y")) + float(kept.get("height"))
    assert [box.words for box in boxes(svg) if box.words == "Laboratorium"]


@pytest.mark.parametrize("loops", [(), (BACK,), (BACK, BACK, Loop("Gizi", "", LATER))])
@pytest.mark.parametrize("width", [700, 1326])
def test_words_never_overlap_with_nine_long_stops(loops, width):
    svg = full(nine_stops(loops), width)

    assert_words_stand_apart(svg, width)


@pytest.mark.parametrize("count", range(1, 10))
def test_words_never_overlap_however_many_stops(count):
    stops = nine_stops().stops[-count:]

    assert_words_stand_apart(full(walk(*stops)), 1326)


def test_a_name_that_is_cut_can_still_be_read_whole():
    svg = full(nine_stops())

    assert "…" in str(svg)
    assert LONG in [title.text for title in drawn(svg).iter("title")]


def test_a_walk_that_ended_is_full_to_its_last_stop():
    svg = full(walk(stop("loket", DONE), stop("pulang", DONE)))

    assert not all_of(svg, "w-rest")


def test_a_walk_of_no_stops_is_an_empty_drawing():
    for draw in (full, mini, upright):
        assert not list(drawn(draw(walk())).iter("text"))


def test_the_same_stop_has_the_same_x_in_every_row():
    keys = ("karcis", "loket", "klaster", "kasir", "farmasi", "pulang")
    short = walk(stop("loket", DONE), stop("klaster", HERE), stop("pulang", LATER))

    [one], [other] = (all_of(mini(row, keys=keys), "w-here") for row in (bu_sari(), short))
    assert one.get("cx") == other.get("cx")


def test_the_letters_stand_over_their_stops():
    keys = ("karcis", "loket", "klaster", "kasir", "farmasi", "pulang")
    head = drawn(mini_head([(key, key[0].upper()) for key in keys]))

    over_klaster = list(head.iter("text"))[2]
    assert over_klaster.get("x") == all_of(mini(bu_sari(), keys=keys), "w-here")[0].get("cx")


def test_a_small_walk_shows_the_one_who_is_away_on_the_loop():
    at_home, away = mini(bu_sari()), mini(bu_sari(loops=[AWAY], away=True))

    assert float(all_of(away, "w-here")[0].get("cy")) > float(all_of(at_home, "w-here")[0].get("cy"))
    assert len(all_of(away, "w-loop")) == 1


def test_a_phone_reads_the_walk_from_top_to_bottom():
    svg = upright(bu_sari(loops=[BACK]))

    tops = [box.top for box in boxes(svg)]
    assert tops == sorted(tops)
    assert_words_stand_apart(svg, 350)


@pytest.mark.parametrize("draw", [full, mini, upright])
def test_every_drawing_says_itself_in_words_and_escapes_them(draw):
    sly = walk(stop("a", HERE, label="<b>x</b>"), stop("b", LATER, label="A & B"))

    svg = draw(Walk(sly.line, sly.stops, False, False, 'Kini di "A" & <B>'))

    assert drawn(svg).get("aria-label") == 'Kini di "A" & <B>'
    assert drawn(svg).get("role") == "img"
    assert "<b>" not in str(svg)


@pytest.mark.parametrize("draw", [full, mini, upright])
def test_no_drawing_carries_a_style(draw):
    svg = drawn(draw(bu_sari(loops=[BACK])))

    assert not [shape for shape in svg.iter() if "style" in shape.attrib or shape.tag.endswith("style")]


def test_text_is_shrunk_then_wrapped_then_cut():
    assert fit("Loket", 200).size == 14
    assert fit("Pendaftaran utama", width_of("Pendaftaran utama", 13) + 1).size == 13
    assert len(fit("Pendaftaran rawat jalan", 90).lines) == 2
    assert fit(LONG, 90).is_cut
    assert not fit("Loket", 200).is_cut
