"""The growth chart: drawn of numbers only, as wide as the oldest measuring, with no style of its own."""

import re
from xml.etree import ElementTree

import pytest

from clusters.klaster2.growth_chart import Point, chart


def drawn(*points, index="waz"):
    return chart(index, "P", [Point(days, value) for days, value in points]).svg


def test_a_chart_holds_the_who_lines_and_every_measuring():
    svg = ElementTree.fromstring(drawn((0, 3.2), (61, 5.1), (92, 5.6)))

    assert len(svg.findall("polyline")) == 5 and len(svg.findall("circle")) == 3
    assert "3 pengukuran" in svg.get("aria-label")


@pytest.mark.parametrize(("days", "months"), [(730, 24), (731, 60)])
def test_a_child_past_two_gets_the_chart_of_five_years(days, months):
    labels = [text.text for text in ElementTree.fromstring(drawn((days, 11.0))).findall("text")]

    assert str(months) in labels and (months == 60) == ("60" in labels)


def test_a_chart_keeps_to_the_content_policy():
    assert not re.search(r"style=|<script|on\w+=", drawn((30, 4.0)) + drawn((30, 54.0), index="haz"))


def test_a_measuring_beyond_the_lines_stays_on_the_paper():
    circle = ElementTree.fromstring(drawn((300, 16.0))).find("circle")

    assert 0 < float(circle.get("cy")) < 300 and 0 < float(circle.get("cx")) < 560
