"""The people at work in the demo district: one for each role in each puskesmas, and one at the district."""

from random import Random

from puskesmas.facility.models import Facility, Posting, Pustu, ServicePoint, Staff
from puskesmas.facility.places import Place
from puskesmas.facility.roles import RoleCode

from .accounts import open_accounts
from .names import REGISTERS
from .plans import FacilityPlan

# The rooms each role works in; a room the puskesmas lacks falls away.
ROOMS: dict[str, tuple[Place, ...]] = {
    RoleCode.PANDU: (Place.PINTU, Place.PANDU),
    RoleCode.LOKET: (Place.LOKET,),
    RoleCode.REKAM_MEDIS: (Place.LOKET,),
    RoleCode.SKRINING: (Place.SKRINING,),
    RoleCode.PERAWAT: (
        Place.ANAK,
        Place.KLASTER2,
        Place.KLASTER3,
        Place.KLASTER4,
        Place.INFEKSI,
        Place.IGD,
    ),
    RoleCode.BIDAN: (Place.KIA, Place.KB, Place.ANAK, Place.KLASTER2, Place.BERSALIN),
    RoleCode.DOKTER: (
        Place.KLASTER3,
        Place.KLASTER2,
        Place.KLASTER4,
        Place.ANAK,
        Place.KIA,
        Place.INFEKSI,
        Place.IGD,
        Place.BERSALIN,
        Place.RANAP,
    ),
    RoleCode.GIGI: (Place.GIGI,),
    RoleCode.GIZI: (Place.GIZI,),
    RoleCode.FISIO: (Place.FISIO,),
    RoleCode.LAB: (Place.LAB,),
    RoleCode.KASIR: (Place.KASIR,),
    RoleCode.APOTEKER: (Place.FARMASI,),
    RoleCode.RANAP: (Place.RANAP,),
}
# The people the pages and the tests speak of, wherever they work.
KNOWN = {
    RoleCode.LOKET: ("L", "Dedi", ""),
    RoleCode.BIDAN: ("P", "Rina", ", A.Md.Keb"),
    RoleCode.DOKTER: ("P", "dr. Ayu", ""),
    RoleCode.APOTEKER: ("L", "Tono", ", S.Farm., Apt."),
    RoleCode.KASIR: ("P", "Lia", ""),
}
TITLES = {
    RoleCode.PERAWAT: ", A.Md.Kep",
    RoleCode.PANDU: ", A.Md.Kep",
    RoleCode.RANAP: ", S.Kep.Ns",
    RoleCode.PUSTU: ", A.Md.Keb",
    RoleCode.GIZI: ", S.Gz",
    RoleCode.FISIO: ", A.Md.Ft",
    RoleCode.LAB: ", A.Md.AK",
    RoleCode.REKAM_MEDIS: ", A.Md.RMIK",
}
LICENSED = frozenset({RoleCode.DOKTER, RoleCode.GIGI, RoleCode.BIDAN, RoleCode.PERAWAT, RoleCode.APOTEKER})


def take_on_staff(facility: Facility, plan: FacilityPlan) -> None:
    """Fill every role of a puskesmas and post each person to the rooms of the role."""
    random = Random(f"staff {plan.code}")
    roles = [role for role in RoleCode if role != RoleCode.DINAS]
    usernames = {role: f"{role}.{facility.code}" for role in roles}
    accounts = open_accounts(list(usernames.values()), administrators={usernames[RoleCode.ADMIN]})
    pustu = Pustu.objects.filter(facility=facility).order_by("pk").first()
    staff = Staff.objects.bulk_create(
        Staff(
            user=accounts[usernames[role]],
            facility=facility,
            role=role,
            name=plan.head_name if role == RoleCode.KAPUS else _name(role, plan, random),
            nip=plan.head_nip if role == RoleCode.KAPUS else _nip(random),
            licence=f"503/{random.randint(100, 999)}/SIP/2024" if role in LICENSED else "",
            pustu=pustu if role == RoleCode.PUSTU else None,
        )
        for role in roles
    )
    points = {point.place: point for point in ServicePoint.objects.filter(facility=facility)}
    Posting.objects.bulk_create(
        Posting(staff=person, point=points[place])
        for person in staff
        for place in ROOMS.get(person.role, ())
        if place in points
    )


def take_on_district() -> None:
    """Fill the one desk at the district that reads sums."""
    account = open_accounts(["dinas"], administrators=set())["dinas"]
    Staff.objects.get_or_create(user=account, defaults={"role": RoleCode.DINAS, "name": "Bagus Hermawan, S.K.M."})


def _name(role: str, plan: FacilityPlan, random: Random) -> str:
    register = REGISTERS[plan.names]
    if role in KNOWN:
        sex, given, title = KNOWN[role]
        after = random.choice(register.after_men if sex == "L" else register.after_women)
        return f"{given} {after}{title}"
    name = register.name(random.choice("LP"), random)
    return f"drg. {name}" if role == RoleCode.GIGI else f"{name}{TITLES.get(role, '')}"


def _nip(random: Random) -> str:
    """Return eighteen digits: born, taken on, sex, serial."""
    born, taken_on = random.randint(1968, 1996), random.randint(2, 24)
    return f"{born}{random.randint(1, 12):02}{random.randint(1, 28):02}20{taken_on:02}{random.choice((3, 12)):02}" + (
        f"{random.choice((1, 2))}{random.randint(1, 20):03}"
    )
