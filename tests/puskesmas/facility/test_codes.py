"""Codes are short, readable aloud and not to be guessed."""

from puskesmas.facility.codes import ALPHABET, new_code


def test_a_code_is_twelve_characters_that_nobody_misreads():
    code = new_code()

    assert len(code) == 12
    assert set(code) <= set(ALPHABET)
    assert not set("ilou") & set(ALPHABET)


def test_no_two_of_a_thousand_codes_are_alike():
    assert len({new_code() for _ in range(1000)}) == 1000
