"""Rules of use as patients read them."""

import pytest

from pharmacy.wording import in_words, rule_of_use


@pytest.mark.parametrize(
    ("dose", "frequency", "words"),
    [
        ("1 tablet", "3x1", "3 kali sehari 1 tablet"),
        ("1 tablet", "3 x sehari", "3 kali sehari 1 tablet"),
        ("5 ml", "2 kali sehari", "2 kali sehari 5 ml"),
        ("½ tablet", "3 dd ½ tab", "3 kali sehari ½ tablet"),
        ("1 kapsul", "1×1", "1 kali sehari 1 kapsul"),
        ("1 vial", "sekali, disuntikkan di KIA", "sekali, disuntikkan di KIA, 1 vial"),
        ("1 tablet", "tiap 8 jam", "tiap 8 jam, 1 tablet"),
    ],
)
def test_the_rule_of_use_is_written_out(dose, frequency, words):
    assert rule_of_use(dose, frequency) == words


def test_latin_is_written_out():
    assert in_words("p.r.n. demam") == "bila perlu demam"
