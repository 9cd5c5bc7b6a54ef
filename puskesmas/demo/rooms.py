"""The rooms of a demo puskesmas, with their doors, desks and beds."""

from puskesmas.facility.models import Desk, Facility, ServicePoint
from puskesmas.facility.places import BEDS, Place

from .plans import FacilityPlan

# Where the patient goes, in the words of whoever shows the way.
DIRECTIONS = {
    Place.PINTU: "Di pintu masuk utama.",
    Place.PANDU: "Meja ukur di sebelah kiri pintu masuk.",
    Place.LOKET: "Lurus dari pintu masuk.",
    Place.SKRINING: "Di sebelah kanan loket.",
    Place.KIA: "Koridor kiri, pintu kedua.",
    Place.ANAK: "Koridor kiri, pintu ketiga, bergambar gajah.",
    Place.KB: "Koridor kiri, di seberang KIA.",
    Place.KLASTER2: "Koridor kiri, pintu pertama.",
    Place.KLASTER3: "Koridor kanan, pintu pertama dan kedua.",
    Place.KLASTER4: "Koridor kanan, pintu terakhir.",
    Place.INFEKSI: "Bangunan terpisah di samping, ikuti garis kuning.",
    Place.GIGI: "Koridor kanan, pintu ketiga.",
    Place.IGD: "Pintu samping, terbuka 24 jam.",
    Place.BERSALIN: "Lewat IGD, belok kiri.",
    Place.RANAP: "Bangunan belakang.",
    Place.LAB: "Di ujung koridor kanan.",
    Place.GIZI: "Lantai 2, di atas loket.",
    Place.FISIO: "Lantai 2, di sebelah ruang gizi.",
    Place.KASIR: "Di sebelah farmasi.",
    Place.FARMASI: "Dekat pintu keluar.",
}


def furnish(facility: Facility, plan: FacilityPlan) -> None:
    """Give a puskesmas its rooms in the order of the walk, each with its desks."""
    order = list(Place)
    points = ServicePoint.objects.bulk_create(
        ServicePoint(
            facility=facility,
            place=place,
            name=Place(place).label,
            room=f"Ruang {number}",
            directions=DIRECTIONS[Place(place)],
            one_stop=place == Place.INFEKSI,
            has_beds=place in BEDS,
            beds=plan.beds[place] if place in BEDS else 0,
            order=number,
        )
        for number, place in enumerate(sorted(plan.places, key=order.index), start=1)
    )
    Desk.objects.bulk_create(
        Desk(point=point, label=label, order=number)
        for point in points
        for number, label in enumerate(_labels(point, plan), start=1)
    )


def _labels(point: ServicePoint, plan: FacilityPlan) -> list[str]:
    if point.place == Place.LOKET:
        return [f"Loket {number}" for number in range(1, plan.counter_desks + 1)]
    if point.place == Place.KLASTER3:
        return [f"{point.room}A", f"{point.room}B"]
    return [point.room]
