"""A puskesmas, its rooms, its area and its people, as the database keeps them."""

from .area import Hamlet, HamletKind, Posyandu, Pustu, Village, VillageKind
from .facility import Facility, Zone
from .rooms import Desk, Service, ServicePoint
from .staff import Posting, Staff

__all__ = [
    "Desk",
    "Facility",
    "Hamlet",
    "HamletKind",
    "Posting",
    "Posyandu",
    "Pustu",
    "Service",
    "ServicePoint",
    "Staff",
    "Village",
    "VillageKind",
    "Zone",
]
