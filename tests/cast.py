"""The cast: one puskesmas per SOP, the people who work there and the patients who come; and how they come."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from puskesmas.facility.models import Desk, Facility, Posting, Service, ServicePoint, Staff
from puskesmas.facility.places import BEDS, Place, line_of
from puskesmas.facility.roles import RoleCode
from puskesmas.patients.models import Coverage, Patient
from puskesmas.patients.numbers import next_record_number
from puskesmas.visits import movement, profiles, queueing, sop
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import OPEN

MONDAY = datetime(2024, 5, 6, 8, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
EVERYWHERE = "LOKET KIA ANAK KLASTER3 IGD LAB GIGI FARMASI KASIR KLASTER4 PINTU"
PLACES = {
    "galis": f"{EVERYWHERE} BERSALIN GIZI KB INFEKSI RANAP",
    "sungai_kakap": f"{EVERYWHERE} GIZI KLASTER2",
    "sitiung_1": f"{EVERYWHERE} PANDU SKRINING KLASTER2 RANAP BERSALIN",
    "kemenkes": f"{EVERYWHERE} INFEKSI KLASTER2 GIZI FISIO RANAP BERSALIN",
    "dharma_rini": f"{EVERYWHERE} KB BERSALIN KLASTER2 INFEKSI",
}
SERVICES = {
    "ANC": Place.KIA,
    "NIFAS": Place.KIA,
    "KB-SUNTIK": Place.KIA,
    "KB-IUD": Place.KIA,
    "IMUNISASI": Place.KIA,
    "NEONATUS": Place.KIA,
    "MTBS": Place.ANAK,
    "TUMBUH-KEMBANG": Place.ANAK,
    "UMUM": Place.KLASTER3,
    "GIGI": Place.GIGI,
    "KARCIS": Place.LOKET,
}
NAMES = {
    "loket": "Dedi Kurniawan",
    "bidan": "Rina Astuti",
    "dokter": "dr. Ayu Lestari",
    "apoteker": "Tono Hartono",
    "kasir": "Lia Marlina",
    "lab": "Yuni Sari",
    "gigi": "drg. Meilani",
}


def a_puskesmas(key: str = "sungai_kakap", **changes) -> Facility:
    """Give a puskesmas with the rooms, services and staff its SOP needs, and the SOP in force."""
    facility = Facility.objects.create(
        **{"code": key, "name": key.replace("_", " ").title(), "district": "Uji", "province": "Uji"} | changes
    )
    points = ServicePoint.objects.bulk_create(
        [_room(facility, place, order) for order, place in enumerate(PLACES[key].split())]
    )
    counter = next(point for point in points if point.place == Place.LOKET)
    Desk.objects.bulk_create([Desk(point=counter, label=f"Loket {n}", order=n) for n in (1, 2, 3)])
    Service.objects.bulk_create([_service(facility, code, place) for code, place in SERVICES.items()])
    _take_on(facility, points)
    profiles.publish(facility, sop.shipped()[key], key=key)
    return facility


def _room(facility: Facility, place: str, order: int) -> ServicePoint:
    beds = 4 if place in BEDS else 0
    return ServicePoint(
        facility=facility,
        place=place,
        name=Place(place).label,
        order=order,
        has_beds=bool(beds),
        beds=beds,
        one_stop=place == Place.INFEKSI,
    )


def _service(facility: Facility, code: str, place: str) -> Service:
    return Service(
        facility=facility,
        code=code,
        name=code.title(),
        place=place,
        cluster=line_of(place),
        teaches=["kb_procedure"] if code == "KB-SUNTIK" else [],
        is_active=code != "KARCIS",  # charged only where a test furnishes tariffs: charges_karcis
    )


def _take_on(facility: Facility, points: list[ServicePoint]) -> None:
    """Let one person of every role work everywhere, made together: most tests begin here."""
    roles = [role for role in RoleCode.values if role != RoleCode.DINAS]
    password = make_password("rahasia-sekali")
    model = get_user_model()
    users = model.objects.bulk_create([model(username=f"{role}.{facility.code}", password=password) for role in roles])
    people = Staff.objects.bulk_create(
        [
            Staff(user=user, facility=facility, role=role, name=NAMES.get(role, f"Petugas {role}"))
            for role, user in zip(roles, users, strict=True)
        ]
    )
    Posting.objects.bulk_create([Posting(staff=person, point=point) for person in people for point in points])


def staff(facility: Facility, role: str, *, name: str = "", suffix: str = "") -> Staff:
    """Give somebody who works here in a role; one person per role unless a suffix asks for another."""
    username = f"{role}{suffix}.{facility.code}"
    found = Staff.objects.filter(user__username=username).select_related("facility").first()
    if found:
        return found
    user = get_user_model().objects.create_user(username, password="rahasia-sekali")
    person = Staff.objects.create(
        user=user, facility=facility, role=role, name=name or NAMES.get(role, f"Petugas {role}{suffix}")
    )
    person.points.set(facility.points.all())
    return person


def a_patient(facility: Facility, name: str, *, born: date, sex: str = "P", payer: str = "jkn", **more) -> Patient:
    """Give a patient known here, covered by JKN or paying themselves."""
    number = next_record_number(facility)
    patient = Patient.objects.create(
        facility=facility, name=name, birth_date=born, sex=sex, record_number=number, **more
    )
    if payer:
        status = "active" if payer == "jkn" else "unknown"
        Coverage.objects.create(patient=patient, kind=payer, status=status)
    return patient


def bu_sari(facility):
    """Bu Sari, 28, pregnant, pays herself."""
    return a_patient(facility, "Sari Wulandari", born=date(1996, 2, 11), payer="umum")


def pak_budi(facility):
    """Pak Budi, 67, JKN."""
    return a_patient(facility, "Budi Santoso", born=date(1957, 1, 20), sex="L")


def raka(facility):
    """Raka, 3, with a cough."""
    return a_patient(facility, "Raka Pratama", born=date(2021, 3, 2), sex="L")


def bu_wati(facility, payer="umum"):
    """Bu Wati, 31, comes for her KB injection."""
    return a_patient(facility, "Wati Ningsih", born=date(1993, 4, 4), payer=payer)


def pak_joko(facility, payer="umum"):
    """Pak Joko, 40, an adult who pays himself."""
    return a_patient(facility, "Joko Susilo", born=date(1984, 4, 4), sex="L", payer=payer)


def point(facility: Facility, place: str) -> ServicePoint:
    """Give a room of a facility."""
    return ServicePoint.objects.select_related("facility").get(facility=facility, place=place)


def entry_of(visit: Visit) -> QueueEntry | None:
    """Give the visit's open place in line, as the database has it now."""
    return QueueEntry.objects.filter(visit_id=visit.pk, state__in=OPEN).select_related("visit", "point").first()


def fresh(visit: Visit) -> Visit:
    """Give the visit as the database has it now."""
    return Visit.objects.select_related("facility", "profile", "patient").get(pk=visit.pk)


def place_of(visit: Visit) -> str:
    """Give where the patient is; the state once they have left."""
    entry = entry_of(visit)
    return entry.place if entry else fresh(visit).state


def arrive(facility: Facility, **about) -> Visit:
    """Let somebody come in by the counter's clerk."""
    return movement.open_visit(facility, by=staff(facility, "loket"), **about)


def called_in(visit: Visit, *, by: Staff) -> QueueEntry:
    """Let the patient be called in and served where they wait."""
    entry = entry_of(visit)
    if entry.state not in ("called", "serving"):
        entry = queueing.start(entry, by=by)
    return entry


def go_on(visit: Visit, role: str, **words) -> Visit:
    """Let whoever works where the patient is finish and send them on."""
    by = staff(visit.facility, role)
    return movement.advance(called_in(visit, by=by), by=by, **words)


def at_counter(facility: Facility, patient: Patient | None, *, services=(), facts=(), **about) -> Visit:
    """Let a patient arrive, reach the counter and be found there."""
    visit = arrive(facility, facts=facts, **about)
    while fresh(visit).state != "registration":
        go_on(fresh(visit), {"PINTU": "pandu", "PANDU": "pandu"}[place_of(visit)])
    clerk = staff(facility, "loket")
    if services:
        movement.book(visit, list(facility.services.filter(code__in=services)), by=clerk)
    if patient is not None:
        movement.identify(visit, patient, by=clerk)
    return fresh(visit)


def minutes(number: int) -> timedelta:
    """Give a stretch of time."""
    return timedelta(minutes=number)


def district_officer() -> Staff:
    """Give the district's own account, which belongs to no puskesmas."""
    user = get_user_model().objects.create_user("dinas", password="rahasia-sekali")
    return Staff.objects.create(user=user, role=RoleCode.DINAS, name="Petugas Dinas")


def charges_karcis(facility: Facility) -> None:
    """Let a furnished puskesmas charge the karcis to those who pay themselves."""
    facility.services.filter(code="KARCIS").update(is_active=True)
