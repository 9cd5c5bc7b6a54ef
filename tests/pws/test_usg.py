"""Priority by USG: what the figures propose, and how several people's scores rank."""

from datetime import date
from decimal import Decimal as D

import pytest

from pws.usg import Measured, Rated, Score, proposed, ranked

DAY = date(2024, 5, 6)


@pytest.mark.parametrize(
    ("measured", "score"),
    [
        (Measured(D("30"), 100, D("5")), Score(5, 5, 5)),
        (Measured(D("29.9"), 99, D("4.9")), Score(4, 4, 4)),
        (Measured(D("0"), 0, D("0")), Score(1, 1, 3)),
        (Measured(D("12"), 6, D("-2")), Score(3, 2, 1)),
        (Measured(None, 0, None), Score(1, 1, 3)),  # nothing known: as low as it goes, and no trend
        (Measured(D("12"), 2, None, "PKO"), Score(3, 4, 3)),  # few, and already grave
        (Measured(D("31"), 60, D("50"), is_illness=True), Score(5, 4, 5)),
    ],
)
def test_the_figures_propose_a_score(measured, score):
    assert proposed(measured, on=DAY) == score


def test_the_mean_of_the_raters_ranks_and_a_tie_says_what_decided():
    rows = [
        Rated("a", [Score(3, 3, 3)], people=5),
        Rated("b", [Score(5, 2, 2), Score(5, 2, 2)]),
        Rated("c", [Score(5, 5, 5), Score(1, 1, 1)], people=9),
        Rated("d", []),
        Rated("e", [Score(5, 5, 5)]),
        Rated("f", [Score(3, 3, 3)], people=5),
    ]

    out = ranked(rows, on=DAY)

    assert [(one.key, one.place) for one in out] == [("e", 1), ("b", 2), ("c", 3), ("f", 4), ("a", 4), ("d", None)]
    assert [one.total for one in out][:3] == [15, 9, 9]
    assert "urgensinya lebih besar" in out[2].tie
    assert "jumlah orangnya lebih besar" in out[3].tie
    assert "seri penuh" in out[4].tie
    assert out[-1].raters == 0
