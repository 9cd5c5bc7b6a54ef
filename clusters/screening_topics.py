"""What the screening point asks about, by cluster (KMK HK.01.07/MENKES/2015/2023, skrining menurut siklus hidup)."""

from puskesmas.facility.life_stages import Age
from puskesmas.facility.places import Line

FOLLOW_UP_HINT = "Catatan ini ikut ke ruang pemeriksaan dan harus dibaca di sana. Kosongkan bila tidak ada temuan."
_MOTHERS = (
    "Tanda bahaya kehamilan",
    "Anemia",
    "Preeklamsia",
    "Gizi (LiLA)",
    "HIV, sifilis, hepatitis B",
    "Kesehatan jiwa",
)
_CHILDREN = ("Tanda bahaya anak", "Status gizi", "Imunisasi", "Perkembangan", "Anemia", "TBC", "Indra")
_ADULTS = (
    "Merokok",
    "Tekanan darah",
    "Gula darah",
    "Obesitas",
    "TBC",
    "Kesehatan jiwa",
    "Kanker leher rahim dan payudara",
)
_ELDERLY = ("SKILAS", "Tekanan darah", "Gula darah", "Indra", "Risiko jatuh", "Kesehatan jiwa", "TBC")
# What an instrument asks is not asked again by topic.
ASKED_BY = {
    "tbc": "TBC",
    "srq20": "Kesehatan jiwa",
    "rokok_dewasa": "Merokok",
    "rokok_remaja": "Merokok",
    "preeklamsia": "Preeklamsia",
}
_ADULT_YEARS, _ELDERLY_YEARS = 18, 60


def topics_for(age: Age | None, cluster: str) -> tuple[str, ...]:
    """Give what is asked of somebody of this age in this cluster; of an unknown age, what adults are asked."""
    if age is not None and age.years < _ADULT_YEARS:
        return _CHILDREN
    if cluster == Line.K2:
        return _MOTHERS
    return _ELDERLY if age is not None and age.years >= _ELDERLY_YEARS else _ADULTS
