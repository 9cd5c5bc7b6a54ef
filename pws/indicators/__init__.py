"""Every indicator PWS follows, in the order of the grid."""

from . import adult, birth, child, illness, infection, mother, planning, visiting
from .base import Indicator

ALL: tuple[Indicator, ...] = (
    mother.FirstContact(),
    mother.PureFirstContact(),
    mother.FourContacts(),
    mother.SixContacts(),
    mother.IronTablets(),
    birth.SkilledBirths(),
    birth.FacilityBirths(),
    birth.ObstetricComplications(),
    mother.FirstPostnatal(),
    mother.CompletePostnatal(),
    child.FirstNewbornContact(),
    child.CompleteNewbornContact(),
    child.NewbornComplications(),
    child.BasicImmunization(),
    child.Boosters(),
    child.Weighed(),
    child.Gained(),
    child.Stunted(),
    child.Wasted(),
    child.VitaminA(),
    child.SickChildren(),
    planning.ActiveUsers(),
    *child.doses(),
    illness.Hypertension(),
    adult.HypertensionControlled(),
    illness.Diabetes(),
    adult.DiabetesControlled(),
    adult.ProductiveAge(),
    adult.Elderly(),
    infection.Suspects(),
    infection.Tested(),
    infection.Found(),
    infection.Treated(),
    infection.Success(),
    visiting.Contact(),
    visiting.Visits(),
    visiting.NewVisits(),
    visiting.RepeatVisits(),
    visiting.Referrals(),
)
BY_CODE: dict[str, Indicator] = {indicator.code: indicator for indicator in ALL}

__all__ = ["ALL", "BY_CODE", "Indicator"]
