"""What happens to the people of a puskesmas in a seeded year, told as comings: who, on which day, for what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from puskesmas.patients.models import Patient
from puskesmas.visits.facts import Fact

SUNDAY = 6
OPEN_SECONDS = 4 * 3600  # the last arrives at noon
# How well a village is reached, one village after the other: the last of them stay red.
REACH = (0.96, 0.85, 0.7, 0.5, 0.3)
CONTACTS = (60, 110, 150, 190, 230, 260)  # days of a pregnancy: one, two and three contacts by trimester
LATE_BY = 2  # contacts a woman who comes late has missed
BIRTH = 278
AFTER = (1, 5, 15, 35)  # days after a birth
ACUTE = (
    ("J06", "ISPA"), ("A09", "Diare"), ("K29", "Gastritis"), ("M79", "Mialgia"), ("L30", "Dermatitis"),
    ("R50", "Demam"), ("E11", "DM tipe 2"), ("K04", "Pulpitis"), ("H10", "Konjungtivitis"), ("R51", "Sakit kepala"),
)  # fmt: skip


@dataclass
class Coming:
    """One person coming on one day: what for, what is written, and what that reaches."""

    patient: Patient
    on: date
    story: Any = ""
    service: str = ""
    facts: Sequence[Fact] = ()
    icd10: str = ""
    named: str = ""
    referred: bool = False
    papers: list[tuple[str, dict]] = field(default_factory=list)
    reaches: list[tuple[str, Any, date]] = field(default_factory=list)  # indicator, case, day
    second: float = 0.0


def stories(people: Sequence[Patient], *, first: date, last: date, visits: int, chance: Random) -> list[Coming]:
    """Give the comings of a year in the order they happen; the acute fill up what the programmes leave."""
    told: list[Coming] = []
    for patient in sorted(people, key=lambda one: chance.random()):
        if len(told) < visits * 0.7:
            told += _of_a_life(patient, first, last, chance)
    told = [one for one in told if first <= one.on <= last and one.patient.birth_date < one.on]
    born_before = [one for one in people if one.birth_date < first]
    while len(told) < visits:
        told.append(_acute(chance.choice(born_before), first, last, chance))
    told.sort(key=lambda one: one.on)
    days: dict[date, list[Coming]] = {}
    for one in told:
        days.setdefault(one.on, []).append(one)
    for comings in days.values():
        for n, one in enumerate(comings):
            one.second = n * OPEN_SECONDS / len(comings)
    return told


def _of_a_life(patient: Patient, first: date, last: date, chance: Random) -> Iterator[Coming]:
    years = (first - patient.birth_date).days // 365
    reach = _reach(patient)
    if patient.sex == "P" and 19 <= years < 41 and chance.random() < 0.3:
        yield from _mother(patient, first, last, reach, chance)
    if 0.4 * 365 < (first - patient.birth_date).days < 3.5 * 365:
        yield from _child(patient, first, last, reach, chance)
    if years >= 40 and chance.random() < 0.3:
        yield from _pressure(patient, first, last, reach, chance)
    if 20 <= years < 57 and chance.random() < reach * 0.6:
        yield _screened(patient, first, last, chance)
    if years >= 16 and chance.random() < 0.02 * reach:
        yield _tuberculosis(patient, first, last, chance)


def _reach(patient: Patient) -> float:
    return REACH[int(patient.village.kemendagri_code[-2:]) % len(REACH)] if patient.village else REACH[-1]


def _mother(patient: Patient, first: date, last: date, reach: float, chance: Random) -> Iterator[Coming]:
    """One pregnancy: contacts until she stays away, a birth, contacts after it until she stays away."""
    late = chance.random() > reach
    days = CONTACTS[LATE_BY:] if late else CONTACTS
    lmp = first + timedelta(days=chance.randint(-days[0], (last - first).days - days[0]))
    story = f"pregnancy {patient.pk}"
    for n, day in enumerate(days):
        on = open_day(lmp + timedelta(days=day))
        if on > last or (n and chance.random() > 0.5 + reach / 2):
            return
        coming = Coming(patient, on, story, "ANC", [Fact.PREGNANT], "Z34", "Pengawasan kehamilan normal")
        if n == 0:
            coming.papers.append(("pregnancy", {"lmp": lmp, "gravida": 2, "para": 1, "abortus": 0}))
            coming.reaches.append(("K1", story, on))
            coming.reaches += [] if late else [("K1M", story, on)]
        doctor = day in (CONTACTS[0], CONTACTS[4])
        coming.papers.append(("antenatal", {"tablets": 30, "usg_by_doctor": doctor}))
        coming.reaches += [("TTD", story, on)] if n == 2 else []  # three times thirty tablets
        coming.reaches += [("K4", story, on)] if day == CONTACTS[4] and not late else []
        coming.reaches += [("K6", story, on)] if day == CONTACTS[5] and not late else []
        yield coming
    yield from _birth(patient, lmp + timedelta(days=BIRTH), last, reach, chance, story)


def _birth(patient: Patient, born: date, last: date, reach: float, chance: Random, story: str) -> Iterator[Coming]:
    skilled = chance.random() < reach
    for n, day in enumerate(AFTER):
        on = open_day(born + timedelta(days=day))
        if on > last or (n and chance.random() > 0.5 + reach / 2):
            return
        coming = Coming(patient, on, story, "NIFAS", [Fact.POSTPARTUM], "Z39", "Perawatan pascasalin")
        if n == 0:
            how = ("midwife", "clinic") if skilled else ("traditional", "home")
            ended = {"how": "delivery", "ended_on": born, "helper": how[0], "site": how[1]}
            coming.papers.append(("ending", ended))
            coming.reaches += [("PN", patient.pk, born), ("PF", patient.pk, born)] if skilled else []
            coming.reaches.append(("KF1", story, on))
        coming.papers.append(("postnatal", {}))
        coming.reaches += [("KFL", story, on)] if n == len(AFTER) - 1 else []
        yield coming


def _child(patient: Patient, first: date, last: date, reach: float, chance: Random) -> Iterator[Coming]:
    """A child who is weighed in some months: gained, did not, or was not weighed the month before."""
    weight, before = Decimal("7.0"), None
    for month in months(first, last):
        on = open_day(month + timedelta(days=chance.randint(0, 25)))
        if on > last or chance.random() > reach:
            continue
        gained = chance.random() < 0.5 + reach / 3
        weight += Decimal("0.5") if gained else Decimal(0)
        gain = "B" if before is None else "O" if before != month.month - 1 else "N" if gained else "T"
        days = (on - patient.birth_date).days
        age = (on.year - patient.birth_date.year) * 12 + on.month - patient.birth_date.month
        age -= on.day < patient.birth_date.day
        told = {"age_days": days, "age_months": age, "read_days": days, "weight": weight, "gain": gain}
        coming = Coming(patient, on, "child", "TUMBUH-KEMBANG", papers=[("growth", told)])
        case = (patient.pk, month.month)
        coming.reaches += [("DS", case, on)] + ([("ND", case, on)] if gain == "N" else [])
        before = month.month
        yield coming


def _pressure(patient: Patient, first: date, last: date, reach: float, chance: Random) -> Iterator[Coming]:
    """Somebody with high blood pressure who comes in some months, well controlled or not."""
    for month in months(first, last):
        on = open_day(month + timedelta(days=chance.randint(0, 25)))
        if on > last or chance.random() > reach:
            continue
        well = chance.random() < reach
        systolic, diastolic = (128, 78) if well else (156, 96)
        told = {"systolic": systolic, "diastolic": diastolic}
        papers = [("ptm", dict(told)), ("control", told | {"controlled": well})]
        case = (patient.pk, month.month)
        reaches = [("HT", patient.pk, on)] + ([("HTK", case, on)] if well else [])
        yield Coming(patient, on, "pressure", icd10="I10", named="Hipertensi", papers=papers, reaches=reaches)


def _screened(patient: Patient, first: date, last: date, chance: Random) -> Coming:
    on = some_day(first, last, chance)
    told = {"systolic": 118, "diastolic": 76, "bmi": Decimal("23.1"), "waist": Decimal("78")}
    told |= {"glucose": Decimal("104"), "glucose_kind": "gds", "glucose_method": "meter"}
    return Coming(patient, on, "screened", papers=[("ptm", told)], reaches=[("PROD", patient.pk, on)])


def _tuberculosis(patient: Patient, first: date, last: date, chance: Random) -> Coming:
    """A suspect; tested two days later, and treated a day after that when it is found."""
    on = some_day(first, last, chance)
    told: dict[str, Any] = {}
    case = ("tb", patient.pk)
    reaches = [("TB", case, on)]
    tested, found = on + timedelta(days=2), chance.random() < 0.3
    if tested <= last:
        told |= {"sampled_on": on, "test": "tcm", "tested_on": tested, "result": "negative"}
        reaches.append(("TBUJI", case, tested))
    if tested < last and found:
        treated = tested + timedelta(days=1)
        told |= {"result": "positive", "positive_on": tested, "treated_on": treated, "regimen": "so"}
        reaches += [("TBPOS", case, tested), ("TBOBAT", case, treated)]
    return Coming(patient, on, "tb", icd10="R05", named="Batuk", papers=[("tb", told)], reaches=reaches)


def _acute(patient: Patient, first: date, last: date, chance: Random) -> Coming:
    on = some_day(first, last, chance)
    code, named = chance.choice(ACUTE)
    grown = (on - patient.birth_date).days >= 16 * 366
    reaches = [("DM", patient.pk, on)] if code == "E11" and grown else []
    code, named = (code, named) if code != "E11" or grown else ACUTE[0]
    referred = chance.random() < 0.04
    return Coming(patient, on, "acute", icd10=code, named=named, referred=referred, reaches=reaches)


def some_day(first: date, last: date, chance: Random) -> date:
    """Give a day on which the puskesmas was open."""
    on = first + timedelta(days=chance.randint(0, (last - first).days))
    return on - timedelta(days=2) if on.weekday() == SUNDAY and on == last else open_day(on)


def open_day(on: date) -> date:
    """Give the day, or the Monday after a Sunday."""
    return on + timedelta(days=1) if on.weekday() == SUNDAY else on


def months(first: date, last: date) -> list[date]:
    """Give the first day of every month of the year up to a day."""
    return [date(first.year, month, 1) for month in range(first.month, last.month + 1)]
