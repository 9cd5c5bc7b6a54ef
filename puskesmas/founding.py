"""The first morning of a puskesmas: the house, its rooms, its SOP and the one person who lets the others in."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import connection, transaction

from puskesmas.demo import laboratory
from puskesmas.facility import founding
from puskesmas.facility.models import Facility, ServicePoint, Staff
from puskesmas.facility.places import Place
from puskesmas.facility.roles import RoleCode
from puskesmas.visits import profiles, sop
from puskesmas.visits.flow import rooms_named
from registration.models import Board

# Every puskesmas has these whatever its SOP names (Permenkes 43/2019); others are added under Ruang dan meja.
ALWAYS = frozenset({Place.IGD, Place.LAB, Place.GIGI})
ONE_FOUNDER = 0x416C7573  # the advisory lock of whoever sets the house up


class AlreadyFounded(Exception):
    """Somebody has set this house up before."""


@dataclass(frozen=True)
class Founder:
    """The first administrator, who takes the others on."""

    name: str
    username: str
    password: str


def is_founded() -> bool:
    """Whether a puskesmas stands here."""
    return Facility.objects.exists()


@transaction.atomic
def found(facility: Facility, *, sop_key: str, founder: Founder) -> Staff:
    """Put a puskesmas on an empty database, once: rooms as its SOP names them, the SOP in force, its administrator."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_FOUNDER])
    if is_founded():
        raise AlreadyFounded
    facility.save(force_insert=True)
    places = places_of(sop_key)
    founding.furnish(facility, places, desks=_desks)
    founding.offer_services(facility, places, kb_place=Place.KB if Place.KB in places else Place.KIA)
    laboratory.add(facility)  # the ILP guide's menu, table 33
    Board.objects.create(facility=facility)
    administrator = _take_on(founder, facility)
    profiles.publish(facility, sop.shipped()[sop_key], key=sop_key, by=administrator)
    return administrator


def places_of(sop_key: str) -> frozenset[str]:
    """The rooms a puskesmas needs to walk an SOP, and those every puskesmas has."""
    read = sop.parse(sop.shipped()[sop_key], key=sop_key)
    return ALWAYS | {read.ticket, *rooms_named(read)}


def _desks(point: ServicePoint) -> list[str]:
    return ["Loket 1", "Loket 2"] if point.place == Place.LOKET else [point.room]


def _take_on(founder: Founder, facility: Facility) -> Staff:
    account = get_user_model().objects.create_user(founder.username, password=founder.password, is_staff=True)
    return Staff.objects.create(user=account, facility=facility, role=RoleCode.ADMIN, name=founder.name)
