"""Every indicator PWS follows, in the order of the grid."""

from . import birth, illness, visiting
from .base import Indicator

ALL: tuple[Indicator, ...] = (
    birth.SkilledBirths(),
    birth.FacilityBirths(),
    birth.ObstetricComplications(),
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
