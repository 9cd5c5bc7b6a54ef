"""Saying at the bedside who a patient is: found among those known, or given a record; the place in line stays."""

from collections.abc import Sequence

from django.db import transaction

from puskesmas.facility.models import Staff
from puskesmas.patients import services
from puskesmas.patients.models import Patient
from puskesmas.patients.search import likely_same, search
from puskesmas.patients.typed import Identity
from puskesmas.visits import movement
from puskesmas.visits.models import Visit

MOST = 8


def candidates(user, q: str) -> Sequence[Patient]:
    """Give those known here who fit what was typed."""
    return list(search(user, q)[:MOST]) if q.strip() else []


def alike(user, typed: Identity) -> Sequence[Patient]:
    """Give those known here who may be the person on the form."""
    return list(likely_same(user, typed)[:MOST])


def name_new(visit: Visit, typed: Identity, *, by: Staff) -> Visit:
    """Give somebody nobody knows a record, and say that the visit is theirs; both or neither."""
    with transaction.atomic():
        return movement.identify(visit, services.register(typed, by=by), by=by)
