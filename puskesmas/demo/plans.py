"""The five puskesmas of the demo district, as data: who they are, which rooms they have, which villages they serve.

The puskesmas and their villages are real, since their SOPs are; the people, the heads and the figures are invented.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class VillagePlan:
    """One village with its code, its people and its hamlets."""

    code: str
    name: str
    population: int
    hamlets: tuple[str, ...]
    in_area: bool = True


@dataclass(frozen=True)
class FacilityPlan:
    """One puskesmas before it is built."""

    code: str
    name: str
    kind_label: str
    address: str
    district: str
    province: str
    phone: str
    registration_number: str
    head_name: str
    head_nip: str
    places: tuple[str, ...]
    villages: tuple[VillagePlan, ...]
    names: str  # which register of names its residents bear
    pustu: dict[str, tuple[str, ...]]  # each Pustu and the villages it looks after
    timezone: str = "Asia/Jakarta"
    village_kind: str = "desa"
    hamlet_kind: str = "dusun"
    counter_desks: int = 1
    kb_place: str = "KIA"
    jkn_share: float = 0.8
    beds: dict[str, int] = field(default_factory=lambda: {"IGD": 3, "BERSALIN": 2, "RANAP": 8})

    @property
    def area_code(self) -> str:
        """The six digits its residents' NIK begin with."""
        return self.villages[0].code.replace(".", "")[:6]


COMMON = ("LOKET", "KIA", "ANAK", "KLASTER3", "IGD", "LAB", "GIGI", "FARMASI", "KASIR")
COMPASS = ("Barat", "Timur", "Utara", "Selatan")


def villages(prefix: str, *rows: tuple[str, int, tuple[str, ...]], outside: str) -> tuple[VillagePlan, ...]:
    """Return villages numbered in order, and after them one outside the working area."""
    area = [
        VillagePlan(f"{prefix}.{2001 + n}", name, people, hamlets) for n, (name, people, hamlets) in enumerate(rows)
    ]
    kecamatan = int(prefix[-2:]) + 1
    return (*area, VillagePlan(f"{prefix[:-2]}{kecamatan:02}.2001", outside, 0, (), in_area=False))


GALIS = FacilityPlan(
    code="galis",
    name="UPT Puskesmas Galis",
    kind_label="UPT Puskesmas",
    address="Jl. Raya Galis, Kec. Galis",
    district="Kabupaten Pamekasan",
    province="Jawa Timur",
    phone="0324321001",
    registration_number="1035280301",
    head_name="Achmad Zaini Rofiq, S.Kep.Ns., M.Kes",
    head_nip="197404121998031004",
    places=(*COMMON, "PINTU", "BERSALIN", "GIZI", "KLASTER4", "KB", "INFEKSI", "RANAP"),
    villages=villages(
        "35.28.03",
        ("Galis", 3120, COMPASS[:3]),
        ("Polagan", 3940, ("Brumbung", "Candi", "Tengah")),
        ("Konang", 3310, ("Konang Barat", "Konang Timur", "Sumber")),
        ("Lembung", 1870, COMPASS[:2]),
        ("Pandan", 2240, ("Laok Songai", "Dajah Songai")),
        ("Ponteh", 2760, COMPASS[:3]),
        ("Bulay", 2890, ("Bulay Laok", "Bulay Tengah", "Bulay Dajah")),
        ("Artodung", 2050, COMPASS[:2]),
        ("Pagendingan", 1980, COMPASS[:2]),
        ("Tobungan", 2310, ("Tobungan Laok", "Tobungan Dajah")),
        outside="Montok",
    ),
    names="madura",
    pustu={
        "Pustu Polagan": ("Polagan", "Lembung", "Pandan"),
        "Pustu Konang": ("Konang", "Ponteh", "Tobungan"),
        "Pustu Bulay": ("Bulay", "Artodung", "Pagendingan"),
    },
    counter_desks=3,
    kb_place="KB",
)
SUNGAI_KAKAP = FacilityPlan(
    code="sungai_kakap",
    name="Puskesmas Sungai Kakap",
    kind_label="Puskesmas",
    address="Jl. Raya Sungai Kakap, Kec. Sungai Kakap",
    district="Kabupaten Kubu Raya",
    province="Kalimantan Barat",
    phone="0561678002",
    registration_number="1061120901",
    head_name="Hj. Nurbaiti Idrus, S.ST",
    head_nip="197806022003122005",
    places=(*COMMON, "PINTU", "GIZI", "KLASTER2", "KLASTER4"),
    villages=villages(
        "61.12.09",
        ("Sungai Kakap", 12480, ("Merpati", "Cendrawasih", "Rajawali", "Merak")),
        ("Sungai Belidak", 3960, ("Merpati", "Kenari")),
        ("Sungai Itik", 6110, ("Karya", "Usaha", "Maju")),
        ("Sungai Kupah", 4020, ("Parit Timur", "Parit Barat")),
        ("Sungai Rengas", 13750, ("Rengas Jaya", "Rengas Makmur", "Rengas Indah")),
        ("Jeruju Besar", 8240, ("Parit Tengkorak", "Parit Laut", "Sumber Rejo")),
        ("Pal Sembilan", 9830, ("Sepakat", "Bersatu", "Damai")),
        ("Kalimas", 7450, ("Kalimas Hulu", "Kalimas Tengah", "Kalimas Hilir")),
        ("Tanjung Saleh", 3180, ("Nelayan", "Muara")),
        ("Sepuk Laut", 2870, ("Tanjung", "Pesisir")),
        outside="Rasau Jaya Satu",
    ),
    names="kalbar",
    pustu={
        "Pustu Sungai Belidak": ("Sungai Belidak", "Sungai Itik"),
        "Pustu Jeruju Besar": ("Jeruju Besar", "Sungai Kupah"),
        "Pustu Tanjung Saleh": ("Tanjung Saleh", "Sepuk Laut"),
    },
    timezone="Asia/Pontianak",
    counter_desks=2,
    jkn_share=0.72,
)
SITIUNG_1 = FacilityPlan(
    code="sitiung_1",
    name="UPT Puskesmas Sitiung I",
    kind_label="UPT Puskesmas",
    address="Jorong Koto Agung, Nagari Sitiung, Kec. Sitiung",
    district="Kabupaten Dharmasraya",
    province="Sumatera Barat",
    phone="0754451003",
    registration_number="1013100401",
    head_name="dr. Yusmaneli Putri",
    head_nip="198103152008042003",
    places=(*COMMON, "PINTU", "PANDU", "SKRINING", "KLASTER2", "KLASTER4", "RANAP", "BERSALIN"),
    villages=villages(
        "13.10.04",
        ("Sitiung", 8120, ("Koto Agung Kiri", "Koto Agung Kanan", "Pisang Rebus", "Sungai Langsat")),
        ("Gunung Medan", 6940, ("Gunung Medan", "Bukit Berbunga", "Seberang Piruko")),
        ("Siguntur", 6380, ("Siguntur", "Taratak", "Ranah", "Sungai Lansek")),
        ("Sungai Duo", 9310, ("Sungai Duo", "Koto Daulat", "Padang Sidondang")),
        outside="Tebing Tinggi",
    ),
    names="minang",
    pustu={
        "Pustu Siguntur": ("Siguntur",),
        "Pustu Gunung Medan": ("Gunung Medan",),
        "Pustu Sungai Duo": ("Sungai Duo",),
    },
    village_kind="nagari",
    hamlet_kind="jorong",
    counter_desks=2,
    jkn_share=0.78,
)
KEMENKES = FacilityPlan(
    code="kemenkes",
    name="Puskesmas Kemenkes",
    kind_label="Puskesmas model",
    address="Jl. Taman Sehat No. 1, Kec. Taman Sehat",
    district="Kota Teladan",
    province="DKI Jakarta",
    phone="0215550004",
    registration_number="1031990101",
    head_name="drg. Kartika Ayuningtyas, M.K.M.",
    head_nip="198209102009122001",
    places=(
        *COMMON,
        *("PINTU", "INFEKSI", "KLASTER2", "KLASTER4", "GIZI", "FISIO", "RANAP", "BERSALIN", "PANDU"),
    ),
    villages=villages(
        "31.99.01",
        ("Melati", 18240, ("01", "02", "03", "04", "05")),
        ("Kenanga", 16310, ("01", "02", "03", "04")),
        ("Cempaka", 14920, ("01", "02", "03", "04")),
        ("Anggrek", 12750, ("01", "02", "03")),
        ("Flamboyan", 11480, ("01", "02", "03")),
        outside="Mawar",
    ),
    names="campuran",
    pustu={"Pustu Cempaka": ("Cempaka", "Kenanga"), "Pustu Flamboyan": ("Flamboyan", "Anggrek")},
    village_kind="kelurahan",
    hamlet_kind="rw",
    counter_desks=2,
    jkn_share=0.88,
)
DHARMA_RINI = FacilityPlan(
    code="dharma_rini",
    name="Puskesmas Dharma Rini",
    kind_label="Puskesmas",
    address="Jl. Dharma Rini, Kec. Temanggung",
    district="Kabupaten Temanggung",
    province="Jawa Tengah",
    phone="0293491005",
    registration_number="1033230301",
    head_name="dr. Wahyu Prasetyaningsih",
    head_nip="197911252006042010",
    places=(*COMMON, "PINTU", "KB", "BERSALIN", "KLASTER4", "KLASTER2", "INFEKSI"),
    villages=villages(
        "33.23.03",
        ("Temanggung I", 5230, ("01", "02", "03")),
        ("Temanggung II", 6140, ("01", "02", "03")),
        ("Jampiroso", 5870, ("01", "02", "03")),
        ("Jampirejo", 5410, ("01", "02", "03")),
        ("Kertosari", 4980, ("01", "02")),
        ("Banyuurip", 4120, ("01", "02")),
        ("Butuh", 3360, ("01", "02")),
        ("Jurang", 3270, ("01", "02")),
        outside="Kedu",
    ),
    names="jawa",
    pustu={"Pustu Banyuurip": ("Banyuurip", "Butuh"), "Pustu Kertosari": ("Kertosari", "Jurang")},
    village_kind="kelurahan",
    hamlet_kind="rw",
    counter_desks=2,
)

PLANS = (GALIS, SUNGAI_KAKAP, SITIUNG_1, KEMENKES, DHARMA_RINI)
