"""The rooms of a demo puskesmas, with their doors, desks and beds."""

from puskesmas.facility import founding
from puskesmas.facility.models import Facility, ServicePoint
from puskesmas.facility.places import Place

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
    """Give a puskesmas the rooms of its plan."""
    founding.furnish(
        facility, plan.places, directions=DIRECTIONS, beds=plan.beds, desks=lambda point: _labels(point, plan)
    )


def _labels(point: ServicePoint, plan: FacilityPlan) -> list[str]:
    if point.place == Place.LOKET:
        return [f"Loket {number}" for number in range(1, plan.counter_desks + 1)]
    if point.place == Place.KLASTER3:
        return [f"{point.room}A", f"{point.room}B"]
    return [point.room]
