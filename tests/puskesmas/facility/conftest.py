"""Two puskesmas side by side, and people at work in each."""

import pytest
from django.contrib.auth import get_user_model

from puskesmas.facility.models import Facility, ServicePoint, Staff


@pytest.fixture
def galis(db):
    return Facility.objects.create(code="galis", name="Puskesmas Galis", district="Pamekasan", province="Jawa Timur")


@pytest.fixture
def sungai_kakap(db):
    return Facility.objects.create(
        code="sungai_kakap",
        name="Puskesmas Sungai Kakap",
        district="Kubu Raya",
        province="Kalimantan Barat",
        timezone="Asia/Pontianak",
    )


@pytest.fixture
def dedi(galis):
    return at_work("Dedi", "loket", galis)


@pytest.fixture
def loket(galis):
    return ServicePoint.objects.create(facility=galis, place="LOKET", name="Loket")


def at_work(name, role, facility=None, **account):
    """Return somebody who works in a role, with an account to sign in."""
    user = get_user_model().objects.create(username=f"{role}.{facility.code if facility else 'x'}", **account)
    return Staff.objects.create(user=user, facility=facility, role=role, name=name)
