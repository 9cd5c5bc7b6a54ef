"""What a patient may come for in the demo district, room by room; a puskesmas offers what it has the room for."""

from puskesmas.facility.models import Facility, Service
from puskesmas.facility.places import Place

from .plans import FacilityPlan

# code, name, room, cluster, facts it teaches, chosen at the counter
CATALOGUE = (
    ("UMUM", "Pemeriksaan umum dewasa", Place.KLASTER3, "k3", [], True),
    ("LANSIA", "Pemeriksaan lansia", Place.KLASTER3, "k3", [], True),
    ("SKRINING-PTM", "Skrining penyakit tidak menular", Place.KLASTER3, "k3", [], True),
    ("ANC", "Pemeriksaan kehamilan (ANC)", Place.KIA, "k2", [], True),
    ("NIFAS", "Pemeriksaan nifas", Place.KIA, "k2", [], True),
    ("IMUNISASI", "Imunisasi", Place.KIA, "k2", [], True),
    ("MTBS", "Pemeriksaan bayi dan balita sakit (MTBS)", Place.ANAK, "k2", [], True),
    ("TUMBUH-KEMBANG", "Pemantauan tumbuh kembang", Place.ANAK, "k2", [], True),
    ("REMAJA", "Pemeriksaan usia sekolah dan remaja", Place.ANAK, "k2", [], True),
    ("KB-SUNTIK", "KB suntik", Place.KB, "k2", ["kb_procedure"], True),
    ("KB-IMPLAN", "KB implan", Place.KB, "k2", ["kb_procedure"], True),
    ("KB-PIL", "KB pil", Place.KB, "k2", [], True),
    ("KB-KONDOM", "KB kondom", Place.KB, "k2", [], True),
    ("KB-IUD", "KB IUD", Place.KB, "k2", [], True),
    ("TB", "Pelayanan TBC", Place.KLASTER4, "k4", [], True),
    ("INFEKSI", "Pemeriksaan di ruang infeksi", Place.INFEKSI, "lx", [], False),
    ("GIGI", "Pemeriksaan gigi dan mulut", Place.GIGI, "lx", ["dental"], True),
    ("CABUT-GIGI", "Pencabutan gigi", Place.GIGI, "lx", [], False),
    ("GAWAT-DARURAT", "Pelayanan gawat darurat", Place.IGD, "lx", [], False),
    ("PERSALINAN", "Persalinan normal", Place.BERSALIN, "lx", [], False),
    ("RAWAT-INAP", "Rawat inap sehari", Place.RANAP, "lx", [], False),
    ("KONSULTASI-GIZI", "Konsultasi gizi", Place.GIZI, "lx", [], False),
    ("FISIOTERAPI", "Fisioterapi", Place.FISIO, "lx", [], False),
    ("KARCIS", "Karcis kunjungan", Place.LOKET, "k1", [], False),
)


def offer_services(facility: Facility, plan: FacilityPlan) -> None:
    """Have a puskesmas offer what its rooms allow; where there is no KB room of its own, KIA does it."""
    offered = []
    for code, name, place, cluster, teaches, bookable in CATALOGUE:
        room = plan.kb_place if place == Place.KB else place
        if room in plan.places:
            offered.append(
                Service(
                    facility=facility,
                    code=code,
                    name=name,
                    place=room,
                    cluster=cluster,
                    teaches=teaches,
                    bookable=bookable,
                )
            )
    Service.objects.bulk_create(offered)
