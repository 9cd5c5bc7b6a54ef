"""What brings people to a demo puskesmas in the morning: complaint, age, room, and what comes of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Complaint:
    """One invented reason to come, with the ages (years) it fits and what the examiner will find and give."""

    says: str
    youngest: int
    oldest: int
    services: tuple[str, ...] = ()
    sex: str = ""
    facts: tuple[str, ...] = ()
    finds: str = ""
    icd10: str = ""
    drugs: tuple[str, ...] = ()
    test: str = ""


COMPLAINTS = (
    Complaint(
        "Kontrol tekanan darah", 45, 75, finds="Hipertensi, obat diteruskan", icd10="I10", drugs=("AMLODIPIN-5",)
    ),
    Complaint("Periksa hamil", 20, 38, ("ANC",), "P", ("pregnant",), "Kehamilan normal", "Z34", ("TTD",), "HB"),
    Complaint(
        "Batuk pilek tiga hari",
        1,
        4,
        ("MTBS",),
        finds="Batuk bukan pneumonia",
        icd10="J00",
        drugs=("PARASETAMOL-SIRUP",),
    ),
    Complaint(
        "Sering haus dan kencing malam", 40, 68, finds="DM tipe 2", icd10="E11", drugs=("METFORMIN",), test="GDS"
    ),
    Complaint(
        "Suntik KB tiga bulan", 21, 42, ("KB-SUNTIK",), "P", finds="Akseptor KB suntik", icd10="Z30", drugs=("DMPA",)
    ),
    Complaint(
        "Sakit gigi geraham",
        19,
        55,
        ("GIGI",),
        facts=("dental",),
        finds="Pulpitis",
        icd10="K04",
        drugs=("PARASETAMOL", "AMOKSISILIN"),
    ),
    Complaint(
        "Nyeri lutut kalau jalan", 61, 82, facts=("elderly",), finds="Osteoartritis", icd10="M17", drugs=("IBUPROFEN",)
    ),
    Complaint("Imunisasi campak", 1, 2, ("IMUNISASI",), finds="Sehat, layak imunisasi", icd10="Z27"),
    Complaint("Pusing berputar", 30, 59, finds="Vertigo", icd10="R42", drugs=("PARASETAMOL",)),
    Complaint("Sesak mendadak", 35, 70, facts=("emergency", "wheelchair"), finds="Asma serangan akut"),
    Complaint("Gatal di sela jari", 8, 17, finds="Skabies", icd10="B86", drugs=("CTM",)),
    Complaint("Nyeri ulu hati", 20, 50, finds="Gastritis", icd10="K29", drugs=("ANTASIDA", "PARASETAMOL")),
    Complaint("Kontrol gula", 45, 70, finds="DM tipe 2 terkontrol", icd10="E11", drugs=("METFORMIN",), test="GDS"),
    Complaint("Demam dua hari", 5, 12, finds="Demam, observasi", icd10="R50", drugs=("PARASETAMOL",), test="HB"),
    Complaint("Minta pil KB", 20, 40, ("KB-PIL",), "P", finds="Akseptor pil", icd10="Z30", drugs=("PIL-KB",)),
)
