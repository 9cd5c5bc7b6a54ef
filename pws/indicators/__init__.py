"""Every indicator PWS follows, in the order of the grid."""

from . import birth, illness, mother, visiting
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
    illness.Hypertension(),
    illness.Diabetes(),
    visiting.Contact(),
    visiting.Visits(),
    visiting.NewVisits(),
    visiting.RepeatVisits(),
    visiting.Referrals(),
)
BY_CODE: dict[str, Indicator] = {indicator.code: indicator for indicator in ALL}

__all__ = ["ALL", "BY_CODE", "Indicator"]
