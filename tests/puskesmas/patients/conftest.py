"""Galis with its people, and a neighbour who must not see them."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model

from puskesmas.facility.models import Facility, Hamlet, Staff, Village
from puskesmas.patients import services
from puskesmas.patients.services import Identity


def at_work(name, role, facility):
    """Return somebody who works in a role, with an account to sign in."""
    user = get_user_model().objects.create(username=f"{role}.{facility.code}")
    return Staff.objects.create(user=user, facility=facility, role=role, name=name)


@pytest.fixture
def galis(database):
    return Facility.objects.create(code="galis", name="Puskesmas Galis", district="Pamekasan", province="Jawa Timur")


@pytest.fixture
def sungai_kakap(database):
    return Facility.objects.create(
        code="sungai_kakap",
        name="Puskesmas Sungai Kakap",
        district="Kubu Raya",
        province="Kalimantan Barat",
        timezone="Asia/Pontianak",
    )


@pytest.fixture
def polagan(galis):
    return Village.objects.create(facility=galis, kemendagri_code="35.28.04.2005", name="Polagan")


@pytest.fixture
def konang(galis):
    return Village.objects.create(facility=galis, kemendagri_code="35.28.04.2006", name="Konang")


@pytest.fixture
def dusun_timur(polagan):
    return Hamlet.objects.create(village=polagan, name="Timur")


@pytest.fixture
def dedi(galis):
    return at_work("Dedi", "rekam_medis", galis)


@pytest.fixture
def rina(galis):
    return at_work("Rina", "bidan", galis)


@pytest.fixture
def neighbour(sungai_kakap):
    return at_work("Siti", "loket", sungai_kakap)


@pytest.fixture
def sari(polagan):
    """Bu Sari as she stands on her card."""
    return Identity(
        name="Sari Wulandari",
        sex="P",
        birth_date=date(1992, 5, 6),
        nik="3528044605920003",
        bpjs="0001234567890",
        phone="081234567890",
        kk="3528042001150007",
        mother_name="Suharti",
        village=polagan,
    )


@pytest.fixture
def bu_sari(sari, dedi):
    return services.register(sari, by=dedi)


@pytest.fixture
def budi():
    return Identity(name="Budi", sex="L", birth_date=date(1957, 2, 1))
