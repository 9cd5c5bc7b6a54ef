"""Finding a patient by whatever is at hand, in one query on an index."""

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from puskesmas.facility.access import facility_of

from .access import patients_for
from .identity import folded
from .models import Patient
from .reading import Kind, Reading, read
from .typed import Identity


class Lexemes(SearchQuery):
    """A tsquery taken word for word, since the parser would drop the sign before the facility's number."""

    def as_sql(self, compiler, connection, function=None, template=None):
        return super().as_sql(compiler, connection, template="(%(expressions)s)::tsquery")


def search(user, q: str) -> QuerySet[Patient]:
    """Return the people of the user's puskesmas who fit what was typed; a merged record leads to who stays."""
    reading = read(q)
    if reading.kind == Kind.NOTHING:
        return Patient.objects.none()
    matching = _matching(reading, facility_id=facility_of(user).pk)
    return patients_for(user).filter(pk__in=matching.values("person_id"))


def likely_same(user, typed: Identity) -> QuerySet[Patient]:
    """Return those already registered who may be the person on the form: by NIK, card, or name with birth date."""
    typed = typed.tidied()
    here = facility_of(user).pk
    alike = Q(search=Lexemes(lexemes(folded(typed.name), facility_id=here)), birth_date=typed.birth_date)
    if typed.nik:
        alike |= Q(nik=typed.nik)
    if typed.bpjs:
        alike |= Q(bpjs=typed.bpjs)
    matching = Patient.objects.filter(alike, facility_id=here)
    return patients_for(user).filter(pk__in=matching.values("person_id"))


def _matching(reading: Reading, *, facility_id: int) -> QuerySet[Patient]:
    """Return the rows that fit, before merged ones are followed to the person."""
    if reading.kind == Kind.NAME:
        return Patient.objects.filter(search=Lexemes(lexemes(reading.value, facility_id=facility_id)))
    here = Patient.objects.filter(facility_id=facility_id)
    if reading.kind == Kind.NIK:
        return here.filter(Q(nik=reading.value) | Q(kk=reading.value))  # a family card brings the family
    return here.filter(**{reading.kind.value: reading.value})


def lexemes(words: str, *, facility_id: int) -> str:
    """Return the tsquery for folded words: each begins a word of the name, and the name is of this facility."""
    return " & ".join([f"'@{facility_id}'", *(f"'{word}':*" for word in words.split())])
