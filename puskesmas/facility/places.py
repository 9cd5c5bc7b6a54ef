"""The kinds of room a puskesmas may have, and the line each belongs to."""

from django.db.models import TextChoices


class Line(TextChoices):
    """A cluster as a line on the wall: its colour says where one is."""

    K1 = "k1", "Klaster 1"
    K2 = "k2", "Klaster 2"
    K3 = "k3", "Klaster 3"
    K4 = "k4", "Klaster 4"
    LX = "lx", "Lintas klaster"


class Place(TextChoices):
    """A kind of room, named as the SOPs name it; a closed set."""

    PINTU = "PINTU", "Pintu masuk"
    PANDU = "PANDU", "Pandu PTM"
    LOKET = "LOKET", "Loket pendaftaran"
    SKRINING = "SKRINING", "Skrining"
    KIA = "KIA", "KIA"
    ANAK = "ANAK", "Pemeriksaan anak"
    KB = "KB", "KB"
    KLASTER2 = "KLASTER2", "Klaster 2"
    KLASTER3 = "KLASTER3", "Klaster 3"
    KLASTER4 = "KLASTER4", "Klaster 4"
    INFEKSI = "INFEKSI", "Ruang infeksi"
    GIGI = "GIGI", "Gigi dan mulut"
    IGD = "IGD", "IGD"
    BERSALIN = "BERSALIN", "Ruang bersalin"
    RANAP = "RANAP", "Rawat inap"
    LAB = "LAB", "Laboratorium"
    GIZI = "GIZI", "Gizi"
    FISIO = "FISIO", "Fisioterapi"
    KASIR = "KASIR", "Kasir"
    FARMASI = "FARMASI", "Farmasi"


BEDS = frozenset({Place.IGD, Place.BERSALIN, Place.RANAP})

# The infection room belongs to clusters 2 and 3 alike (ministry's flow, step 3), so it takes the line across clusters.
_LINES = {
    Place.PINTU: Line.K1,
    Place.PANDU: Line.K1,
    Place.LOKET: Line.K1,
    Place.SKRINING: Line.K1,
    Place.KIA: Line.K2,
    Place.ANAK: Line.K2,
    Place.KB: Line.K2,
    Place.KLASTER2: Line.K2,
    Place.KLASTER3: Line.K3,
    Place.KLASTER4: Line.K4,
    Place.INFEKSI: Line.LX,
    Place.GIGI: Line.LX,
    Place.IGD: Line.LX,
    Place.BERSALIN: Line.LX,
    Place.RANAP: Line.LX,
    Place.LAB: Line.LX,
    Place.GIZI: Line.LX,
    Place.FISIO: Line.LX,
    Place.KASIR: Line.K1,
    Place.FARMASI: Line.K1,
}

# One or two letters for a station too small for its name; U is "ukur", as the walls call the measuring point.
_LETTERS = {
    Place.PINTU: "M",
    Place.PANDU: "U",
    Place.LOKET: "L",
    Place.SKRINING: "S",
    Place.KIA: "KI",
    Place.ANAK: "A",
    Place.KB: "KB",
    Place.KLASTER2: "2",
    Place.KLASTER3: "3",
    Place.KLASTER4: "4",
    Place.INFEKSI: "I",
    Place.GIGI: "G",
    Place.IGD: "GD",
    Place.BERSALIN: "B",
    Place.RANAP: "R",
    Place.LAB: "LA",
    Place.GIZI: "GZ",
    Place.FISIO: "FT",
    Place.KASIR: "K",
    Place.FARMASI: "F",
}


def line_of(place: str) -> Line:
    """Return the line a place belongs to, which gives its colour."""
    return _LINES[Place(place)]


def letter_of(place: str) -> str:
    """Return the short sign of a place, unlike that of any other."""
    return _LETTERS[Place(place)]
