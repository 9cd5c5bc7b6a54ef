"""The puskesmas the rooms' stories happen in."""

from puskesmas.demo import laboratory, tariffs
from puskesmas.facility.models import Facility
from tests import cast


def with_tariffs(key: str) -> Facility:
    """Give a puskesmas with a laboratory, where whatever can be given has its price."""
    facility = cast.a_puskesmas(key)
    laboratory.add(facility)
    tariffs.add(facility)
    return facility


def without_karcis(key: str) -> Facility:
    """Give the same without a karcis, so that a bill holds what the test gives."""
    facility = with_tariffs(key)
    facility.services.filter(code="KARCIS").update(is_active=False)
    return facility
