"""The list of checks of a telaah, and the answers to it."""

import pytest

from pharmacy.checks import Answer, ChecklistError, all_in_order, checklist, errors_of, parse, refused_in


def test_the_list_has_its_three_groups_and_says_where_it_comes_from():
    groups = dict(checklist().grouped())

    assert list(groups) == ["Administratif", "Farmasetik", "Klinis"]
    assert all(len(checks) == 5 for checks in groups.values())
    assert "Permenkes 74/2016" in checklist().source


def test_every_check_wants_an_answer():
    answers = all_in_order()
    del answers["weight"]

    assert [(error.code, error.field) for error in errors_of(answers)] == [("required", "weight")]
    assert errors_of(all_in_order()) == []


def test_a_tidak_is_never_without_a_note():
    assert [error.field for error in errors_of(all_in_order() | {"unit": Answer(ok=False)})] == ["unit"]

    noted = all_in_order() | {"unit": Answer(ok=False, note="tidak tertulis")}

    assert errors_of(noted) == []
    assert [reason.field for reason in refused_in(noted)] == ["unit"]


def test_a_check_nobody_asked_is_refused():
    assert [error.field for error in errors_of(all_in_order() | {"warna": Answer(ok=True)})] == ["warna"]


def test_a_file_with_an_unknown_group_is_refused():
    text = 'version="1"\nsource="x"\nchild_under_years=18\n[[check]]\nkey="a"\ngroup="lain"\nasks="?"\n'

    with pytest.raises(ChecklistError, match="lain"):
        parse(text)
