"""What people do in these tests: come on a day, be told an illness, give birth, move house."""

from datetime import date, datetime, time

import time_machine

from clusters import diagnosing
from clusters.lintas.births import Delivery, deliver
from puskesmas.patients import services
from puskesmas.patients.typed import Identity
from puskesmas.visits import movement
from puskesmas.visits.facts import Fact
from puskesmas.visits.movement import Child
from pws import keeping
from pws.models import PwsDisease, PwsFigure
from tests import cast


def at(facility, on, hour=9):
    """Give a moment on the puskesmas' calendar."""
    return datetime.combine(date.fromisoformat(on), time(hour), tzinfo=facility.zone)


def resident(village, name, *, born=date(1980, 5, 1), sex="P", **more):
    """Give somebody who lives in a village."""
    return cast.a_patient(village.facility, name, born=born, sex=sex, village=village, **more)


def seen(facility, patient, on, *illnesses):
    """Let a patient come on a day, and be told what they have."""
    with time_machine.travel(at(facility, on), tick=True):
        visit = cast.at_counter(facility, patient)
        for code in illnesses:
            diagnosing.diagnose(visit, code, by=cast.staff(facility, "dokter"))
    return visit


def delivered(facility, mother, on, *, by="bidan", outcome="well", **about):
    """Let a mother give birth on a day."""
    with time_machine.travel(at(facility, on), tick=True):
        visit = cast.arrive(facility, facts=[Fact.LABOUR])
        if cast.place_of(visit) == "PINTU":
            cast.go_on(visit, "pandu")
        midwife = cast.staff(facility, "bidan")
        movement.identify(visit, mother, by=midwife)
        bed = cast.called_in(visit, by=midwife)
        told = Delivery(outcome, attendant=cast.staff(facility, by), **about)
        return deliver(bed, told, [Child(1, "P", 3000)], by=midwife)


def typed(patient, **changes):
    """Give what is known of a patient as a form would send it, with something changed."""
    known = {
        "name": patient.name,
        "sex": patient.sex,
        "birth_date": patient.birth_date,
        "village": patient.village,
    }
    return Identity(**known | changes)


def moves(patient, village):
    """Let the clerk write down that somebody lives elsewhere."""
    return services.correct(patient, typed(patient, village=village), by=cast.staff(patient.facility, "loket"))


def merged(patient, into):
    """Let the records officer say that two records are one person's."""
    officer = cast.staff(patient.facility, "rekam_medis")
    return services.merge(patient, into=into, by=officer, reason="KTP yang sama")


def figure(village, indicator, month):
    """Give the figure of a village and month; village None is outside."""
    found = PwsFigure.objects.filter(village=village, indicator=indicator, month=date.fromisoformat(f"{month}-01"))
    return found.get()


def numbers(village, indicator, year=2024):
    """Give the twelve monthly numbers and the last cumulative one."""
    rows = list(PwsFigure.objects.filter(village=village, indicator=indicator, month__year=year).order_by("month"))
    return {row.month.month: row.numerator for row in rows if row.numerator}, rows[-1].cumulative


FIGURES = ("village", "indicator", "month", "numerator", "out_of", "cumulative", "cumulative_out_of")
SASARAN = ("real", "projected", "reported")


def everything(facility):
    """Give every figure and illness that stands, to be compared."""
    figures = PwsFigure.objects.filter(facility=facility).order_by("month", "village", "indicator")
    ill = PwsDisease.objects.filter(facility=facility).order_by("month", "village", "icd10")
    return list(figures.values_list(*FIGURES, *SASARAN)), list(
        ill.values_list("village", "month", "icd10", "new", "old")
    )


def counted_anew(facility, *years):
    """Forget every figure and count the years from the records."""
    PwsFigure.objects.filter(facility=facility).delete()
    PwsDisease.objects.filter(facility=facility).delete()
    for year in years:
        keeping.rebuild(facility, year)
    return everything(facility)
