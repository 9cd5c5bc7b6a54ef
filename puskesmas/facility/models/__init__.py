"""A puskesmas, its rooms, its area and its people, as the database keeps them."""

from .area import Hamlet, Posyandu, Pustu, Village
from .facility import Facility
from .rooms import Desk, Service, ServicePoint
from .staff import Staff

__all__ = ["Desk", "Facility", "Hamlet", "Posyandu", "Pustu", "Service", "ServicePoint", "Staff", "Village"]
