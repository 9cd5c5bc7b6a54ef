"""Two promises that many papers make: who did a thing says when, and a word belongs to its closed set."""

from django.db import models
from django.db.models import Q


def who_and_when(who: str, when: str, *, name: str) -> models.CheckConstraint:
    """Give the constraint that a person and a time are set together or not at all."""
    return models.CheckConstraint(
        condition=Q(**{f"{who}__isnull": True, f"{when}__isnull": True})
        | Q(**{f"{who}__isnull": False, f"{when}__isnull": False}),
        name=name,
    )


def one_of(field: str, choices: type[models.TextChoices], *, name: str) -> models.CheckConstraint:
    """Give the constraint that a column holds one of the words of its closed set."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)
