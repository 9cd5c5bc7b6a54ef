"""A year behind a demo puskesmas: who came on which day and what was written down, in villages that differ on purpose.

Only who holds an active JKN card comes, so that no bill needs a receipt; medicine and laboratory are left to the
morning's visits. Each visit walks its SOP by ``visits.backfill``; a pregnancy is weighed by klaster 2 itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db import connection

from clusters.klaster2.episode import weigh
from clusters.klaster2.models import (
    AntenatalRecord,
    GrowthRecord,
    PostnatalRecord,
    Pregnancy,
    PregnancyEnd,
    PregnancyRecord,
)
from clusters.klaster3.models import Control, PtmRecord, Register
from clusters.klaster4.models import TbCase
from clusters.models import Diagnosis
from puskesmas.facility.copying import copy_in, reserved
from puskesmas.facility.models import Facility, Staff
from puskesmas.facility.places import Place
from puskesmas.patients.models import Patient
from puskesmas.visits.backfill import Backfill, Walk
from puskesmas.visits.events import Kind
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.states import State

from .morning import ROLE_AT
from .year_ledger import Ledger
from .year_stories import Coming, stories

AT_ONCE = 2000  # visits loaded together
MOST_STOPS = 12
_IN_ORDER = (
    Pregnancy,
    PregnancyRecord,
    AntenatalRecord,
    PregnancyEnd,
    PostnatalRecord,
    PtmRecord,
    GrowthRecord,
    Diagnosis,
    TbCase,
    Register,
    Control,
)


def make(
    facility: Facility, *, first: date, last: date, visits: int, progress: Callable[[str], object] = print
) -> Ledger:
    """Give a puskesmas so many visits between two days, and the ledger of what was made."""
    people = Patient.objects.persons().filter(facility=facility, coverage__kind="jkn", coverage__status="active")
    known = list(people.select_related("coverage", "village", "person").order_by("pk"))
    comings = stories(known, first=first, last=last, visits=visits, chance=Random(f"{facility.code} {first}"))
    teller = _Teller(facility)
    for n, coming in enumerate(comings, start=1):
        teller.tell(coming)
        if n % AT_ONCE == 0 or n == len(comings):
            teller.load()
            progress(f"{facility.name}: {n} of {len(comings)} visits")
    for pregnancy in teller.pregnancies.values():
        weigh(pregnancy)
    last_seen = ["last_seen_on", "controlled", "last_values"]
    Register.objects.bulk_update(teller.registers.values(), last_seen, batch_size=AT_ONCE)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # COPY leaves the planner with figures of empty tables
    return teller.ledger


@dataclass
class _Teller:
    """Walks the comings of a year one after another, with the papers of each."""

    facility: Facility
    ledger: Ledger = field(default_factory=Ledger)
    pregnancies: dict[Any, Pregnancy] = field(default_factory=dict)
    registers: dict[int, Register] = field(default_factory=dict)
    papers: dict[type, list] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.past = Backfill(self.facility)
        staff = Staff.objects.filter(facility=self.facility).select_related("facility")
        self.staff = {one.role: one for one in staff}
        self.services = {one.code: one for one in self.facility.services.active()}
        self.came: set[int] = set()
        self.diagnosed: set[tuple[int, str]] = set()

    def tell(self, coming: Coming) -> None:
        """Walk one visit to its end, and write down what was made."""
        at = datetime.combine(coming.on, time(8), tzinfo=self.facility.zone) + timedelta(seconds=coming.second)
        services = [self.services[coming.service]] if coming.service in self.services else []
        opener = self.staff["pandu" if Place.PINTU in self.past.rooms.present else "loket"]
        walk = self.past.open_visit(at, by=opener, patient=coming.patient, facts=coming.facts, services=services)
        written = False
        for _ in range(MOST_STOPS):
            entry = walk.entry
            if entry is None:
                break
            by = self.staff[ROLE_AT.get(Place(entry.point.place), "dokter")]
            if entry.state == EntryState.WAITING:
                walk.call(at := at + timedelta(minutes=4), by=by)
            if entry.state == EntryState.CALLED:
                walk.start(at := at + timedelta(minutes=1), by=by)
            at += timedelta(minutes=5)
            if walk.visit.state == State.EXAM and not written:
                written = True
                self._write(coming, walk, at, by)
                if coming.referred:
                    walk.discharge(at, by=by, disposition="fkrtl", reason="Perlu pemeriksaan lanjutan")
                    continue
            walk.advance(at, by=by)
        if walk.entry is not None or not written:
            raise AssertionError(f"{self.facility.code}: a visit for {coming.story} ended in {walk.visit.state}")
        self._count(coming, walk)

    def _count(self, coming: Coming, walk: Walk) -> None:
        patient, on = coming.patient, coming.on
        self.ledger.note("KUNJ", patient, on, case=walk.visit.pk)
        self.ledger.note("KLAMA" if patient.pk in self.came else "KBARU", patient, on, case=walk.visit.pk)
        self.came.add(patient.pk)
        if patient.village and patient.village.in_area:
            self.ledger.note("KONTAK", patient, on)
        if coming.referred:
            self.ledger.note("RUJUK", patient, on, case=walk.visit.pk)
        for indicator, case, day in coming.reaches:
            if patient.village and patient.village.in_area:
                self.ledger.note(indicator, patient, day, case=case)

    def _write(self, coming: Coming, walk: Walk, at: datetime, by: Staff) -> None:
        stamp = {"facility_id": self.facility.pk, "point": walk.entry.point, "on": coming.on, "recorded_by": by}
        stamp |= {"visit": walk.visit, "recorded_at": at}
        if coming.icd10:
            known = (coming.patient.pk, coming.icd10) in self.diagnosed
            self.diagnosed.add((coming.patient.pk, coming.icd10))
            case = "old" if known else "new"
            self._keep(Diagnosis(**stamp, icd10=coming.icd10, name=coming.named, is_main=True, case=case))
            walk.note(at, Kind.DIAGNOSED, by=by, data={"icd10": coming.icd10})
        for paper, told in coming.papers:
            row = getattr(self, f"_{paper}")(coming, walk, stamp, told)
            walk.note(at, Kind.SOAP, by=by, data={"record": getattr(row, "code", ""), "exam": paper})

    def _keep(self, row: Any) -> Any:
        self.papers.setdefault(type(row), []).append(row)
        return row

    def _pregnancy(self, coming: Coming, walk: Walk, stamp: dict, told: dict) -> Pregnancy:
        row = Pregnancy(facility=self.facility, patient=coming.patient, opened_on=coming.on)
        row.pk = next(reserved(Pregnancy, 1))
        self.pregnancies[coming.story] = row
        self._keep(PregnancyRecord(**stamp, pregnancy=row, **told))
        return self._keep(row)

    def _antenatal(self, coming: Coming, walk: Walk, stamp: dict, told: dict) -> AntenatalRecord:
        return self._keep(AntenatalRecord(**stamp, pregnancy=self.pregnancies[coming.story], **told))

    def _ending(self, coming: Coming, walk: Walk, stamp: dict, told: dict) -> PregnancyEnd:
        return self._keep(PregnancyEnd(**stamp, pregnancy=self.pregnancies[coming.story], **told))

    def _postnatal(self, coming: Coming, walk: Walk, stamp: dict, told: dict) -> PostnatalRecord:
        after = {"pregnancy": self.pregnancies[coming.story], "seen_at": stamp["recorded_at"]}
        return self._keep(PostnatalRecord(**stamp, **after, **told))

    def _ptm(self, coming: Coming, walk: Walk, stamp: dict, told: dict) -> PtmRecord:
        return self._keep(PtmRecord(**stamp, rules_version="1", **told))

    def _growth(self, coming: Coming, walk: Walk, stamp: dict, told: dict) -> GrowthRecord:
        return self._keep(GrowthRecord(**stamp, edition="1", **told))

    def _control(self, coming: Coming, walk: Walk, stamp: dict, told: dict) -> Control:
        register = self.registers.get(coming.patient.pk)
        if register is None:
            about = {"patient": coming.patient, "disease": "hypertension", "icd10": coming.icd10}
            opened = {"opened_on": coming.on, "opened_by": stamp["recorded_by"], "opened_visit": walk.visit}
            register = Register(facility=self.facility, **about, **opened)
            register.pk = next(reserved(Register, 1))
            self.registers[coming.patient.pk] = self._keep(register)
        register.last_seen_on, register.controlled = coming.on, told["controlled"]
        register.last_values = f"{told['systolic']}/{told['diastolic']} mmHg"
        about = {"visit": walk.visit, "on": coming.on, "recorded_by": stamp["recorded_by"]}
        return self._keep(Control(facility=self.facility, register=register, **about, **told))

    def _tb(self, coming: Coming, walk: Walk, stamp: dict, told: dict) -> TbCase:
        about = {"patient": coming.patient, "visit": walk.visit, "opened_by": stamp["recorded_by"]}
        return self._keep(TbCase(facility=self.facility, **about, suspect_on=coming.on, **told))

    def load(self) -> None:
        """Load what was told since the last time."""
        self.past.load()
        for model in _IN_ORDER:
            copy_in(model, self.papers.pop(model, []))
