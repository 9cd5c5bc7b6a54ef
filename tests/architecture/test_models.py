"""Every model decides: what of it identifies a person, and how its history is kept."""

import pghistory.models
from django.apps import apps

OURS = (
    "facility",
    "patients",
    "visits",
    "referrals",
    "pharmacy",
    "clusters",
    "klaster1",
    "klaster2",
    "klaster3",
    "klaster4",
    "lintas",
    "registration",
    "pws",
    "ground",
)


def models():
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            if not issubclass(model, pghistory.models.Event):
                yield model


def test_every_model_says_which_of_its_fields_identify_a_person():
    undecided, odd = [], []
    for model in models():
        personal = model.__dict__.get("Personal")
        if personal is None:
            undecided.append(model._meta.label)
            continue
        names = {field.name for field in model._meta.get_fields()}
        odd += [f"{model._meta.label}.{name}" for name in personal.fields if name not in names]

    assert not undecided, undecided
    assert not odd, odd


def test_constraints_have_names_that_are_sentences():
    odd = [
        constraint.name
        for model in models()
        for constraint in model._meta.constraints
        if constraint.name.count("_") < 2
    ]

    assert not odd, odd


def test_the_floor_of_a_table_is_in_its_name():
    odd = [model._meta.db_table for model in models() if not model._meta.db_table.startswith(model._meta.app_label)]

    assert not odd, odd
