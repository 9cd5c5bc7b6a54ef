"""What the clusters offer: each app's ``cluster.py`` registers one, found by Django as its admin finds ``admin.py``.

The plug of a typed exam, whole::

    # clusters/klaster2/cluster.py
    register(Cluster("k2", "Klaster 2", exams=(
        ExamKind(
            code="anc",                        # the word in events, drafts and addresses; at most fifteen letters
            name="Pemeriksaan kehamilan",      # its heading on the desk
            model=AntenatalRecord,             # Versioned: point, day, who wrote it, corrections with a reason
            form=AntenatalForm,                # clusters.forms.kind.ExamForm: what is typed, and what of it is kept
            template="clusters/klaster2/_anc.html",  # how a record reads; input: record
            services=("ANC",),                 # the desk opens it where one of these is booked for the room,
            places=(),                         # or in each of these rooms, whatever was booked
        ),
    )))

That is all: the desk draws the form above SOAP, keeps its draft with SOAP's, saves both with one button or neither,
shows what was saved to every room of the visit, and corrects it on a sheet by a new version with its reason. Each save
is one ``exam_recorded`` sentence with ``exam`` = the code, which is how PWS and the daftar tilik find it.

What an exam may say besides:

- ``fields``: a template for the form (input: form), where one field under the other is not enough;
- ``states``: only while the visit is in one of these, e.g. ``delivery``;
- ``many``: it is written again each time, beside the ones before (an observation); else once a visit, then corrected;
- ``on_sheet``, ``key``, ``icon``: a form too long for the desk gets a sheet of its own behind a button with that key;
- ``permission``: who writes it, ``SOAP_WRITE`` unless said; ``reads``: who may read it at all, ``RECORD_READ`` unless
  said (a sensitive record names ``SENSITIVE_READ`` and exists for nobody else, on no page);
- ``wanted(reading)``: asked only while this holds of the patient (no pregnancy is open yet), not at every visit;
- ``record(entry, told, by=)`` and ``correct(record, told, by=, reason=)``: verbs of the cluster's own where a record is
  more than its row (a delivery opens visits); ``correct=None`` with a model that is only added to (``RoomRecord``).

Besides exams a cluster may register *panels* (what the desk shows above the exams: a clock, a bed), *ways* (sheets of
the cluster's own that the desk leads to), *room ways* (pages about a room), one *tally* (this visit's daftar tilik),
and what it does *when* an illness is named or taken back, a birth written down or put right, or an instrument answered,
in the transaction of who did it.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import autodiscover_modules

from puskesmas.facility.models import ServicePoint
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Line

from .forms.kind import ExamForm
from .models import RoomRecord, Versioned

MODULE = "cluster"
LONGEST_CODE = 15


@dataclass(frozen=True)
class ExamKind:
    """One kind of examination: its record, the form that fills it, the template that shows it; see the module."""

    code: str
    model: type[RoomRecord]
    form: type[ExamForm]
    template: str
    name: str = ""
    services: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    states: frozenset[str] = frozenset()
    fields: str = "clusters/_kind_fields.html"
    many: bool = False
    on_sheet: bool = False
    key: str = ""
    icon: str = "plus"
    permission: Permission = Permission.SOAP_WRITE
    reads: Permission = Permission.RECORD_READ
    wanted: Callable[[Any], bool] | None = None  # of a clusters.reading.Reading
    record: Callable[..., RoomRecord] | None = None
    correct: Callable[..., Versioned] | None = None
    visit: str = "visit"  # how the model reaches its visit

    @property
    def is_corrected(self) -> bool:
        """Whether a record is put right by a new version; what is only added to is not."""
        return issubclass(self.model, Versioned)

    def fits(self, *, place: str, services: Collection[str], state: str) -> bool:
        """Tell whether a room asks for it: by its place or by a service booked there, while the visit is in a state."""
        if self.states and state not in self.states:
            return False
        return place in self.places or not set(self.services).isdisjoint(services)


@dataclass(frozen=True)
class Panel:
    """Something the desk shows above the exams of some states; ``read`` gives its data, or None for nothing to show."""

    template: str
    states: frozenset[str]
    read: Callable[[Any], Any]  # of a clusters.reading.Reading


@dataclass(frozen=True)
class Way:
    """A sheet of the cluster's own that the desk leads to; ``url`` names it and takes the code of the place in line."""

    label: str
    url: str
    key: str
    icon: str
    permission: Permission
    states: frozenset[str]


@dataclass(frozen=True)
class RoomWay:
    """A page about one room, on the room's sign; ``url`` names it and takes the room's code."""

    label: str
    url: str
    permission: Permission
    serves: Callable[[ServicePoint], bool]


@dataclass(frozen=True)
class Tally:
    """How far this visit's daftar tilik is answered: how many yes, of how many that apply, and where to read it."""

    yes: int
    of: int
    url: str = ""


@dataclass(frozen=True)
class Cluster:
    """One cluster as the desk knows it: its exams, the instruments it asks with, and what else it shows."""

    code: str
    name: str
    exams: tuple[ExamKind, ...] = ()
    instruments: tuple[str, ...] = ()
    panels: tuple[Panel, ...] = ()
    ways: tuple[Way, ...] = ()
    room_ways: tuple[RoomWay, ...] = ()
    tally: Callable[[Any], Tally | None] | None = None
    when_diagnosed: Callable[[Any, Any], None] | None = None  # of a clusters.writing.Page and a Diagnosis
    when_withdrawn: Callable[[Any, Any], None] | None = None  # the same
    when_delivered: Callable[[Any, Any], None] | None = None  # of a Page and a clusters.births.Delivered
    when_screened: Callable[[Any, Any], None] | None = None  # of a Page and a ScreeningResult, new or corrected


class Registry:
    """Clusters by code, and their exam kinds by code; a code is given once."""

    def __init__(self) -> None:
        self._clusters: dict[str, Cluster] = {}
        self._exams: dict[str, ExamKind] = {}

    def register(self, cluster: Cluster) -> Cluster:
        """Take in what a cluster offers; raises ImproperlyConfigured naming what is wrong."""
        if cluster.code not in Line.values:
            raise ImproperlyConfigured(f"Unknown cluster {cluster.code!r}. Clusters are {', '.join(Line.values)}.")
        if cluster.code in self._clusters:
            raise ImproperlyConfigured(f"Cluster {cluster.code!r} is registered twice.")
        codes = [exam.code for exam in cluster.exams]
        twice = sorted({code for code in codes if codes.count(code) > 1 or code in self._exams})
        if twice:
            raise ImproperlyConfigured(f"Exam kind {', '.join(twice)} is registered twice.")
        for exam in cluster.exams:
            _must_be_whole(exam)
        self._clusters[cluster.code] = cluster
        self._exams |= {exam.code: exam for exam in cluster.exams}
        return cluster

    def clusters(self) -> list[Cluster]:
        """Give every cluster that has registered, in the order of the wall."""
        return [self._clusters[code] for code in Line.values if code in self._clusters]

    def cluster(self, code: str) -> Cluster:
        """Give one cluster; raises KeyError."""
        return self._clusters[code]

    def exams(self) -> list[ExamKind]:
        """Give every exam kind, in the order of the wall."""
        return [exam for cluster in self.clusters() for exam in cluster.exams]

    def exam(self, code: str) -> ExamKind:
        """Give one exam kind; raises KeyError."""
        return self._exams[code]

    def exams_for(self, services: Iterable[str]) -> list[ExamKind]:
        """Give the exam kinds of the services booked, each once, in the order booked."""
        kinds = [exam for service in services for exam in self._exams.values() if service in exam.services]
        return list(dict.fromkeys(kinds))

    def exams_here(self, *, place: str, services: Collection[str], state: str) -> list[ExamKind]:
        """Give the exam kinds a room asks for now: what its place always asks, then what was booked there."""
        always = [exam for exam in self.exams() if exam.fits(place=place, services=(), state=state)]
        booked = [exam for exam in self.exams_for(services) if exam.fits(place=place, services=services, state=state)]
        return list(dict.fromkeys([*always, *booked]))

    def panels(self, state: str) -> list[Panel]:
        """Give what the desk shows above the exams of a state."""
        return [panel for cluster in self.clusters() for panel in cluster.panels if state in panel.states]

    def ways(self, state: str) -> list[Way]:
        """Give the sheets the desk leads to in a state."""
        return [way for cluster in self.clusters() for way in cluster.ways if state in way.states]

    def room_ways(self, point: ServicePoint) -> list[RoomWay]:
        """Give the pages there are about a room."""
        return [way for cluster in self.clusters() for way in cluster.room_ways if way.serves(point)]

    def tally(self, reading: Any) -> Tally | None:
        """Give the daftar tilik of a visit so far, from whichever cluster counts it."""
        found = (cluster.tally(reading) for cluster in self.clusters() if cluster.tally is not None)
        return next((tally for tally in found if tally is not None), None)

    def diagnosed(self, page: Any, diagnosis: Any) -> None:
        """Tell each cluster that an illness was named, inside the transaction that names it."""
        for cluster in self.clusters():
            if cluster.when_diagnosed is not None:
                cluster.when_diagnosed(page, diagnosis)

    def withdrawn(self, page: Any, diagnosis: Any) -> None:
        """Tell each cluster that a diagnosis was taken back."""
        for cluster in self.clusters():
            if cluster.when_withdrawn is not None:
                cluster.when_withdrawn(page, diagnosis)

    def delivered(self, page: Any, told: Any) -> None:
        """Tell each cluster of a birth that was written down or put right."""
        for cluster in self.clusters():
            if cluster.when_delivered is not None:
                cluster.when_delivered(page, told)

    def screened(self, page: Any, result: Any) -> None:
        """Tell each cluster what an instrument found."""
        for cluster in self.clusters():
            if cluster.when_screened is not None:
                cluster.when_screened(page, result)


def _must_be_whole(exam: ExamKind) -> None:
    """Refuse a kind the desk could not draw, keep or correct."""
    if len(exam.code) > LONGEST_CODE:
        raise ImproperlyConfigured(f"Exam kind {exam.code!r} has more than {LONGEST_CODE} letters.")
    if not issubclass(exam.form, ExamForm):
        raise ImproperlyConfigured(f"The form of exam kind {exam.code!r} is no ExamForm.")
    if not issubclass(exam.model, RoomRecord):
        raise ImproperlyConfigured(f"The model of exam kind {exam.code!r} is no RoomRecord.")
    if exam.correct is not None and not exam.is_corrected:
        raise ImproperlyConfigured(f"Exam kind {exam.code!r} corrects a record that has no versions.")


registry = Registry()
register = registry.register


def autodiscover() -> None:
    """Import the ``cluster`` module of every installed app that has one."""
    autodiscover_modules(MODULE)
