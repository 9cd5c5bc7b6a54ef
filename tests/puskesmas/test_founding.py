"""The first morning of a puskesmas."""

import pytest

from puskesmas import founding
from puskesmas.facility.models import Facility
from puskesmas.visits import sop
from puskesmas.visits.models import FlowProfile
from tests import cast

RATNA = founding.Founder(name="Ratna Dewi", username="admin", password="mengalir-sampai-pulang")


@pytest.mark.parametrize("key", sorted(sop.shipped()))
def test_a_puskesmas_begins_with_the_rooms_its_sop_names_and_a_patient_can_come(db, key):
    house = Facility(code="uji", name="Puskesmas Uji", district="Uji", province="Uji")

    administrator = founding.found(house, sop_key=key, founder=RATNA)

    assert administrator.role == "admin"
    assert administrator.user.is_staff
    assert FlowProfile.objects.get(facility=house).published_by == administrator
    assert house.services.filter(bookable=True).exists()
    assert cast.arrive(house).number


def test_a_house_is_founded_once(db):
    founding.found(Facility(code="a", name="A", district="A", province="A"), sop_key="galis", founder=RATNA)

    with pytest.raises(founding.AlreadyFounded):
        founding.found(Facility(code="b", name="B", district="B", province="B"), sop_key="galis", founder=RATNA)
