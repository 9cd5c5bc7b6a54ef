"""The shelves of a demo puskesmas: what its pharmacy can give, batch by batch."""

from dataclasses import dataclass
from datetime import timedelta

from pharmacy import stock
from pharmacy.models import Drug, Form, FundSource, LabelKind, Route
from puskesmas.facility.audit import signed
from puskesmas.facility.models import Facility, Staff
from puskesmas.facility.roles import RoleCode

F, R, S = Form, Route, FundSource
KB = ("kb_procedure",)


@dataclass(frozen=True)
class Medicine:
    """One drug with the batches of it that lie on the shelf: (how many, days until they expire)."""

    code: str
    name: str
    strength: str
    form: Form
    unit: str
    route: Route
    batches: tuple[tuple[int, int], ...]
    substances: tuple[str, ...] = ()
    source: FundSource = FundSource.JKN
    shake: bool = False
    teaches: tuple[str, ...] = ()

    @property
    def label_kind(self) -> LabelKind:
        """White for what is swallowed, blue for the rest."""
        return LabelKind.WHITE if self.route == Route.ORAL else LabelKind.BLUE

    @property
    def is_programme(self) -> bool:
        """Whether it comes from a national programme and is reported to it."""
        return self.source in (FundSource.PROGRAMME, FundSource.BKKBN)


def _tablet(code: str, name: str, strength: str, *substances: str, batches=((500, 400), (200, 90)), **more) -> Medicine:
    return Medicine(code, name, strength, F.TABLET, "tablet", R.ORAL, batches, substances, **more)


def _vaccine(code: str, name: str, unit: str = "vial", route: Route = R.INJECTED) -> Medicine:
    return Medicine(code, name, "", F.VACCINE, unit, route, ((30, 240),), source=S.PROGRAMME)


MEDICINES = (
    # KB: injection and implant are fetched first and given in the room afterwards (SOP Dharma Rini 5.9)
    Medicine("DMPA", "DMPA suntik 3 bulan", "150 mg/ml", F.INJECTION, "vial", R.INJECTED, ((40, 500), (12, 75)),
             ("medroksiprogesteron",), S.BKKBN, teaches=KB),
    Medicine("SUNTIK-KB-1", "Suntik KB 1 bulan", "25 mg/5 mg", F.INJECTION, "vial", R.INJECTED, ((20, 400),),
             ("medroksiprogesteron", "estradiol"), S.BKKBN, teaches=KB),
    Medicine("IMPLAN", "Implan levonorgestrel", "2 × 75 mg", F.IMPLANT, "set", R.IMPLANTED, ((6, 900),),
             ("levonorgestrel",), S.BKKBN, teaches=KB),
    Medicine("PIL-KB", "Pil KB kombinasi", "28 tablet", F.TABLET, "strip", R.ORAL, ((120, 600),),
             ("levonorgestrel", "etinilestradiol"), S.BKKBN),
    Medicine("PIL-LAKTASI", "Pil KB menyusui", "28 tablet", F.TABLET, "strip", R.ORAL, ((40, 500),),
             ("linestrenol",), S.BKKBN),
    Medicine("KONDOM", "Kondom", "", F.DEVICE, "buah", R.WORN, ((300, 900),), ("lateks",), S.BKKBN),
    # mothers and children
    _tablet("TTD", "Tablet tambah darah", "60 mg/400 mcg", "besi", "asam folat", source=S.PROGRAMME,
            batches=((1800, 500), (300, 60))),
    _tablet("KALSIUM", "Kalsium laktat", "500 mg", "kalsium laktat"),
    Medicine("VIT-A-BIRU", "Vitamin A biru", "100.000 IU", F.CAPSULE, "kapsul", R.ORAL, ((150, 400),),
             ("retinol",), S.PROGRAMME),
    Medicine("VIT-A-MERAH", "Vitamin A merah", "200.000 IU", F.CAPSULE, "kapsul", R.ORAL, ((250, 400),),
             ("retinol",), S.PROGRAMME),
    Medicine("VIT-K1", "Vitamin K1 injeksi", "2 mg/ml", F.INJECTION, "ampul", R.INJECTED, ((30, 300),),
             ("fitomenadion",)),
    Medicine("OKSITOSIN", "Oksitosin injeksi", "10 IU/ml", F.INJECTION, "ampul", R.INJECTED, ((40, 200),),
             ("oksitosin",)),
    Medicine("MGSO4", "Magnesium sulfat injeksi", "40%", F.INJECTION, "vial", R.INJECTED, ((15, 300),),
             ("magnesium",)),
    Medicine("SALEP-MATA", "Salep mata kloramfenikol", "1%", F.OINTMENT, "tube", R.EYE, ((40, 250),),
             ("kloramfenikol",)),
    Medicine("PARASETAMOL-SIRUP", "Parasetamol sirup", "120 mg/5 ml", F.SYRUP, "botol", R.ORAL, ((60, 300), (9, 50)),
             ("parasetamol",)),
    Medicine("PARASETAMOL-TETES", "Parasetamol tetes", "100 mg/ml", F.DROPS, "botol", R.ORAL, ((20, 300),),
             ("parasetamol",)),
    Medicine("AMOKSISILIN-SIRUP", "Amoksisilin sirup kering", "125 mg/5 ml", F.DRY_SYRUP, "botol", R.ORAL, ((45, 250),),
             ("amoksisilin", "penisilin"), shake=True),
    Medicine("KOTRIMOKSAZOL-SUSP", "Kotrimoksazol suspensi", "240 mg/5 ml", F.SUSPENSION, "botol", R.ORAL, ((30, 280),),
             ("sulfametoksazol", "trimetoprim", "sulfa"), shake=True),
    Medicine("ORALIT", "Oralit", "200 ml", F.POWDER, "sachet", R.ORAL, ((400, 700),), ("natrium klorida", "glukosa")),
    _tablet("ZINK", "Zink dispersibel", "20 mg", "zink", batches=((400, 350),)),
    Medicine("ALBENDAZOL", "Albendazol", "400 mg", F.TABLET, "tablet", R.ORAL, ((300, 600),), ("albendazol",),
             S.PROGRAMME),
    Medicine("CTM", "Klorfeniramin", "4 mg", F.TABLET, "tablet", R.ORAL, ((600, 500),), ("klorfeniramin",)),
    # adults and lansia
    _tablet("PARASETAMOL", "Parasetamol", "500 mg", "parasetamol", batches=((1500, 600), (250, 80))),
    _tablet("AMOKSISILIN", "Amoksisilin", "500 mg", "amoksisilin", "penisilin"),
    _tablet("KOTRIMOKSAZOL", "Kotrimoksazol", "480 mg", "sulfametoksazol", "trimetoprim", "sulfa"),
    _tablet("SIPROFLOKSASIN", "Siprofloksasin", "500 mg", "siprofloksasin", "kuinolon"),
    _tablet("METRONIDAZOL", "Metronidazol", "500 mg", "metronidazol"),
    _tablet("AMLODIPIN-5", "Amlodipin", "5 mg", "amlodipin", batches=((900, 450), (100, 70))),
    _tablet("AMLODIPIN-10", "Amlodipin", "10 mg", "amlodipin"),
    _tablet("KAPTOPRIL", "Kaptopril", "25 mg", "kaptopril"),
    _tablet("HCT", "Hidroklorotiazid", "25 mg", "hidroklorotiazid", "sulfa"),
    _tablet("METFORMIN", "Metformin", "500 mg", "metformin", batches=((1000, 500),)),
    _tablet("GLIBENKLAMID", "Glibenklamid", "5 mg", "glibenklamid", "sulfonilurea"),
    _tablet("SIMVASTATIN", "Simvastatin", "10 mg", "simvastatin"),
    _tablet("ASPIRIN", "Asam asetilsalisilat", "80 mg", "asetilsalisilat", "aspirin"),
    _tablet("ALOPURINOL", "Alopurinol", "100 mg", "alopurinol"),
    _tablet("IBUPROFEN", "Ibuprofen", "400 mg", "ibuprofen"),
    _tablet("NATRIUM-DIKLOFENAK", "Natrium diklofenak", "50 mg", "diklofenak"),
    _tablet("ANTASIDA", "Antasida", "", "aluminium hidroksida", "magnesium hidroksida"),
    Medicine("OMEPRAZOL", "Omeprazol", "20 mg", F.CAPSULE, "kapsul", R.ORAL, ((400, 400),), ("omeprazol",)),
    _tablet("SALBUTAMOL", "Salbutamol", "2 mg", "salbutamol"),
    Medicine("SALBUTAMOL-MDI", "Salbutamol inhaler", "100 mcg/semprot", F.INHALER, "buah", R.INHALED, ((2, 300),),
             ("salbutamol",)),
    _tablet("DEKSAMETASON", "Deksametason", "0,5 mg", "deksametason"),
    _tablet("VIT-B-KOMPLEKS", "Vitamin B kompleks", "", "tiamin", "piridoksin"),
    Medicine("HIDROKORTISON", "Hidrokortison krim", "2,5%", F.CREAM, "tube", R.TOPICAL, ((35, 300),),
             ("hidrokortison",)),
    Medicine("MIKONAZOL", "Mikonazol krim", "2%", F.CREAM, "tube", R.TOPICAL, ((25, 300),), ("mikonazol",)),
    Medicine("TETES-TELINGA", "Tetes telinga kloramfenikol", "3%", F.DROPS, "botol", R.EAR, ((20, 200),),
             ("kloramfenikol",)),
    # infections with a programme of their own, emergencies
    Medicine("OAT-KDT-1", "OAT KDT kategori 1 awal", "paket", F.TABLET, "paket", R.ORAL, ((12, 400),),
             ("rifampisin", "isoniazid", "pirazinamid", "etambutol"), S.PROGRAMME),
    Medicine("EPINEFRIN", "Epinefrin injeksi", "1 mg/ml", F.INJECTION, "ampul", R.INJECTED, ((20, 200),),
             ("epinefrin",)),
    Medicine("RINGER-LAKTAT", "Ringer laktat", "500 ml", F.INFUSION, "kolf", R.INJECTED, ((40, 500),),
             ("natrium laktat",)),
    Medicine("LIDOKAIN", "Lidokain injeksi", "2%", F.INJECTION, "ampul", R.INJECTED, ((50, 350),), ("lidokain",)),
    _vaccine("VAKSIN-HB0", "Vaksin hepatitis B", "uniject"),
    _vaccine("VAKSIN-BCG", "Vaksin BCG", "ampul"),
    _vaccine("VAKSIN-OPV", "Vaksin polio tetes", route=R.ORAL),
    _vaccine("VAKSIN-IPV", "Vaksin polio suntik"),
    _vaccine("VAKSIN-DPT", "Vaksin DPT-HB-Hib"),
    _vaccine("VAKSIN-PCV", "Vaksin pneumokokus"),
    _vaccine("VAKSIN-RV", "Vaksin rotavirus", "tube", R.ORAL),
    _vaccine("VAKSIN-MR", "Vaksin campak rubela"),
    _vaccine("VAKSIN-TD", "Vaksin Td"),
)


def add(facility: Facility) -> list[Drug]:
    """Fill the shelves of a puskesmas whose apoteker is already at work; gives its drugs."""
    by = Staff.objects.active().select_related("facility").get(facility=facility, role=RoleCode.APOTEKER)
    with signed(by):
        drugs = Drug.objects.bulk_create(_drug(facility, medicine) for medicine in MEDICINES)
    for drug, medicine in zip(drugs, MEDICINES, strict=True):
        for number, (quantity, days) in enumerate(medicine.batches, start=1):
            stock.receive(
                drug,
                batch=f"{medicine.code[:12]}{number:02}",
                expiry=facility.today() + timedelta(days=days),
                source=medicine.source,
                quantity=quantity,
                document=f"SBBK/{facility.today():%Y}/{number:03}",
                by=by,
            )
    return drugs


def _drug(facility: Facility, medicine: Medicine) -> Drug:
    return Drug(
        facility=facility,
        code=medicine.code,
        name=medicine.name,
        strength=medicine.strength,
        form=medicine.form,
        unit=medicine.unit,
        route=medicine.route,
        label_kind=medicine.label_kind,
        shake=medicine.shake,
        substances=list(medicine.substances),
        teaches=list(medicine.teaches),
        programme=medicine.is_programme,
    )
