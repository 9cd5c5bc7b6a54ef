"""What the demo's laboratories can look for: the menu of a puskesmas (ILP guide, table 33)."""

from dataclasses import dataclass

from puskesmas.facility.models import Facility, Service
from puskesmas.facility.places import Line, Place
from referrals.models import LabGroup, LabTest, ResultKind

STRIP = ("Negatif", "+1", "+2", "+3", "+4")
REACTIVE = ("Non-reaktif", "Reaktif")
YES_OR_NO = ("Negatif", "Positif")
G = LabGroup


@dataclass(frozen=True)
class Offered:
    """One test on the menu; with choices it is answered by a word, with a unit by a number."""

    code: str
    name: str
    group: LabGroup
    unit: str = ""
    choices: tuple[str, ...] = ()

    @property
    def kind(self) -> ResultKind:
        if self.choices:
            return ResultKind.CHOICE
        return ResultKind.NUMERIC if self.unit else ResultKind.TEXT


MENU = (
    Offered("HB", "Hemoglobin", G.RAPID, "g/dL"),
    Offered("GDS", "Gula darah sewaktu", G.RAPID, "mg/dL"),
    Offered("GDP", "Gula darah puasa", G.RAPID, "mg/dL"),
    Offered("GD2PP", "Gula darah 2 jam sesudah makan", G.RAPID, "mg/dL"),
    Offered("CHOL", "Kolesterol total", G.RAPID, "mg/dL"),
    Offered("UA", "Asam urat", G.RAPID, "mg/dL"),
    Offered("HBA1C", "HbA1c", G.RAPID, "%"),
    Offered("HIV", "HIV (R1)", G.RAPID, choices=REACTIVE),
    Offered("SIFILIS", "Sifilis", G.RAPID, choices=REACTIVE),
    Offered("HBSAG", "HBsAg", G.RAPID, choices=REACTIVE),
    Offered("NS1", "Dengue NS1", G.RAPID, choices=YES_OR_NO),
    Offered("PPT", "Tes kehamilan", G.RAPID, choices=YES_OR_NO),
    Offered("MALARIA", "Malaria", G.MICROSCOPY, choices=("Negatif", "P. falciparum", "P. vivax", "Campuran")),
    Offered("BTA", "BTA dahak", G.MICROSCOPY, choices=("Negatif", "Scanty", "+1", "+2", "+3")),
    Offered("FESES", "Feses rutin", G.MICROSCOPY),
    Offered(
        "TCM",
        "TCM TBC",
        G.MOLECULAR,
        choices=("MTB tidak terdeteksi", "MTB terdeteksi, RR sensitif", "MTB terdeteksi, RR resisten", "Tidak valid"),
    ),
    Offered("LEUKO", "Leukosit", G.HEMATOLOGY, "/µL"),
    Offered("TROMBO", "Trombosit", G.HEMATOLOGY, "/µL"),
    Offered("HT", "Hematokrit", G.HEMATOLOGY, "%"),
    Offered("LED", "Laju endap darah", G.HEMATOLOGY, "mm/jam"),
    Offered(
        "GOLDAR", "Golongan darah dan rhesus", G.HEMATOLOGY, choices=("A+", "B+", "AB+", "O+", "A-", "B-", "AB-", "O-")
    ),
    Offered("HDL", "Kolesterol HDL", G.CHEMISTRY, "mg/dL"),
    Offered("LDL", "Kolesterol LDL", G.CHEMISTRY, "mg/dL"),
    Offered("TG", "Trigliserida", G.CHEMISTRY, "mg/dL"),
    Offered("UREUM", "Ureum", G.CHEMISTRY, "mg/dL"),
    Offered("KREATININ", "Kreatinin", G.CHEMISTRY, "mg/dL"),
    Offered("SGOT", "SGOT", G.CHEMISTRY, "U/L"),
    Offered("SGPT", "SGPT", G.CHEMISTRY, "U/L"),
    Offered("PROT-URIN", "Protein urin", G.URINE, choices=STRIP),
    Offered("GLU-URIN", "Glukosa urin", G.URINE, choices=STRIP),
    Offered("LEUKO-URIN", "Leukosit esterase urin", G.URINE, choices=STRIP),
    Offered("NITRIT-URIN", "Nitrit urin", G.URINE, choices=YES_OR_NO),
)


def add(facility: Facility) -> None:
    """Give a puskesmas the laboratory's menu, each test with the service it is billed as; safe to run again."""
    services = _billed_as(facility)
    LabTest.objects.bulk_create(
        [
            LabTest(
                facility=facility,
                code=offered.code,
                name=offered.name,
                group=offered.group,
                kind=offered.kind,
                unit=offered.unit,
                choices=list(offered.choices),
                service=services[f"LAB-{offered.code}"],
                order=order,
            )
            for order, offered in enumerate(MENU)
        ],
        ignore_conflicts=True,
    )


def _billed_as(facility: Facility) -> dict[str, Service]:
    """Give the service of each test by its code, made where it is missing."""
    Service.objects.bulk_create(
        [
            Service(
                facility=facility,
                code=f"LAB-{offered.code}",
                name=f"Laboratorium: {offered.name}",
                place=Place.LAB,
                cluster=Line.LX,
                bookable=False,
            )
            for offered in MENU
        ],
        ignore_conflicts=True,
    )
    return {service.code: service for service in facility.services.filter(code__startswith="LAB-")}
