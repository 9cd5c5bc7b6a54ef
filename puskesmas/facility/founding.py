"""How a puskesmas begins: its rooms with their desks, and what a patient may come for in them."""

from collections.abc import Callable, Collection, Mapping

from .models import Desk, Facility, Service, ServicePoint
from .places import BEDS, Place

# code, name, room, cluster, facts it teaches, chosen at the counter
SERVICES = (
    ("UMUM", "Pemeriksaan umum dewasa", Place.KLASTER3, "k3", [], True),
    ("LANSIA", "Pemeriksaan lansia", Place.KLASTER3, "k3", [], True),
    ("SKRINING-PTM", "Skrining penyakit tidak menular", Place.KLASTER3, "k3", [], True),
    ("ANC", "Pemeriksaan kehamilan (ANC)", Place.KIA, "k2", [], True),
    ("NIFAS", "Pemeriksaan nifas", Place.KIA, "k2", [], True),
    ("NEONATUS", "Kunjungan neonatus (KN)", Place.KIA, "k2", [], True),
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


def furnish(
    facility: Facility,
    places: Collection[str],
    *,
    directions: Mapping[str, str] | None = None,
    beds: Mapping[str, int] | None = None,
    desks: Callable[[ServicePoint], list[str]] = lambda point: [point.room],
) -> None:
    """Give a puskesmas its rooms in the order of the walk, each with its desks."""
    directions, beds, order = directions or {}, beds or {}, list(Place)
    points = ServicePoint.objects.bulk_create(
        ServicePoint(
            facility=facility,
            place=place,
            name=Place(place).label,
            room=f"Ruang {number}",
            directions=directions.get(place, ""),
            one_stop=place == Place.INFEKSI,
            has_beds=place in BEDS,
            beds=beds.get(place, 0) if place in BEDS else 0,
            order=number,
        )
        for number, place in enumerate(sorted(places, key=order.index), start=1)
    )
    Desk.objects.bulk_create(
        Desk(point=point, label=label, order=number)
        for point in points
        for number, label in enumerate(desks(point), start=1)
    )


def offer_services(facility: Facility, places: Collection[str], *, kb_place: str = Place.KB) -> None:
    """Have a puskesmas offer what its rooms allow; where there is no KB room of its own, KIA does it."""
    Service.objects.bulk_create(
        Service(
            facility=facility,
            code=code,
            name=name,
            place=room,
            cluster=cluster,
            teaches=teaches,
            bookable=bookable,
        )
        for code, name, place, cluster, teaches, bookable in SERVICES
        if (room := kb_place if place == Place.KB else place) in places
    )
