"""Every kind of room has a line, a sign of its own and an Indonesian name."""

import pytest

from puskesmas.facility.places import BEDS, Line, Place, letter_of, line_of


@pytest.mark.parametrize("place", Place)
def test_every_place_lies_on_a_line(place):
    assert line_of(place) in Line


def test_no_two_places_share_a_sign():
    assert len({letter_of(place) for place in Place}) == len(Place)


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("LOKET", "k1"),
        ("KASIR", "k1"),
        ("FARMASI", "k1"),
        ("KIA", "k2"),
        ("KLASTER3", "k3"),
        ("KLASTER4", "k4"),
        ("LAB", "lx"),
        ("INFEKSI", "lx"),
    ],
)
def test_a_place_takes_the_colour_of_its_cluster(place, line):
    assert line_of(place) == line


def test_people_lie_in_three_places():
    assert {"IGD", "BERSALIN", "RANAP"} == BEDS


def test_an_unknown_place_is_named_in_the_complaint():
    with pytest.raises(ValueError, match="WARUNG"):
        line_of("WARUNG")
