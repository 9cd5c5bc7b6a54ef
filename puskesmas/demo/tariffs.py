"""Invented tariffs for every service of a demo puskesmas, under the rule its district would name."""

from datetime import date

from clusters.klaster1.models import Tariff
from puskesmas.facility.models import Facility, Service
from puskesmas.facility.places import Place

FROM = date(2024, 1, 1)
# Dharma Rini's own note 7.2 names its rule; the others are called by their district.
LEGAL_BASIS = {"dharma_rini": "Perda Kab. Temanggung 12/2023"}
PROGRAMME = frozenset({"IMUNISASI", "TB"})
PROGRAMME_BASIS = "Program pemerintah, tanpa biaya"
# whole rupiah: the facility's part, the staff's part
PRICES = {
    "KARCIS": (5_000, 5_000),
    "KB-SUNTIK": (10_000, 15_000),
    "KB-IMPLAN": (40_000, 60_000),
    "KB-IUD": (40_000, 60_000),
    "CABUT-GIGI": (20_000, 25_000),
    "GAWAT-DARURAT": (15_000, 20_000),
    "PERSALINAN": (300_000, 400_000),
    "RAWAT-INAP": (75_000, 50_000),
}
BY_PLACE = {
    Place.GIGI: (10_000, 15_000),
    Place.LAB: (12_000, 8_000),
    Place.FARMASI: (3_000, 1_000),
    Place.IGD: (15_000, 20_000),
}
USUAL = (7_000, 8_000)


def add(facility: Facility) -> list[Tariff]:
    """Give a tariff to every service of a puskesmas that has none; safe to run again."""
    bare = Service.objects.filter(facility=facility, tariffs__isnull=True)
    return Tariff.objects.bulk_create([_tariff(facility, service) for service in bare])


def _tariff(facility: Facility, service: Service) -> Tariff:
    if service.code in PROGRAMME:
        shares, basis = (0, 0), PROGRAMME_BASIS
    else:
        shares = PRICES.get(service.code) or BY_PLACE.get(Place(service.place), USUAL)
        basis = LEGAL_BASIS.get(facility.code, f"Perda {facility.district}, contoh")
    return Tariff(
        facility=facility,
        code=f"T-{service.code}"[:30],
        service=service,
        facility_share=shares[0],
        service_share=shares[1],
        is_programme=service.code in PROGRAMME,
        legal_basis=basis,
        valid_from=FROM,
    )
