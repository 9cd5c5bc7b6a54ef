"""A puskesmas in the middle of its morning, with at least one of everything a page can show."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from clusters import diagnosing, examining, instruments, recording, screening
from clusters.klaster1 import cashier
from clusters.klaster1.bill import bill_of
from clusters.klaster3.models import Register
from clusters.klaster4 import tb
from clusters.klaster4.models import CaseNotice, TbCase
from clusters.lintas import beds
from clusters.lintas.emergency import Emergency, record_emergency
from clusters.registry import registry
from pharmacy import services as pharmacy
from pharmacy.checks import all_in_order
from pharmacy.models import Drug, Prescription, StockBatch
from puskesmas.demo import district, morning
from puskesmas.demo.people import take_on_district
from puskesmas.demo.plans import SITIUNG_1
from puskesmas.facility.models import Facility, Service, Staff, Village
from puskesmas.patients import services as people
from puskesmas.patients.models import Coverage, Patient
from puskesmas.visits import clock, movement, queueing
from puskesmas.visits.models import QueueEntry, Visit
from pws import acting
from pws.models import Origin, PwsPlan, PwsProblem
from pws.usg import Score
from referrals import appointments, follow_ups, internal, lab, outward, results
from referrals.models import ResultToRead
from registration.models import Board
from tests import cast

LONG = "Hj. Siti Nur'aini Rahmawati binti Datuak Rajo Malano Batuah"
ASKED = "Sudah dua minggu gusi bengkak dan berdarah. Adakah infeksi gigi yang harus diselesaikan sebelum operasi?"
LETTER = outward.Letter(
    receiver="RSUD Sungai Dareh",
    department="Penyakit dalam",
    reason="Nyeri dada saat bekerja, perlu ekokardiografi",
    diagnosis="I50.9 Gagal jantung, tidak ditentukan",
    condition="Sadar, TD 150/100, nadi 96",
    therapy="Furosemid 40 mg 1 × 1",
    consent="patient",
)
WALKS = {"PINTU": "pandu", "PANDU": "pandu", "LOKET": "loket", "SKRINING": "skrining", "KASIR": "kasir"}


@dataclass
class House:
    """The puskesmas, and the codes of what was told there, by the word the table of screens knows each by."""

    facility: Facility
    codes: dict[str, str] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def staff(self, role: str) -> Staff:
        return cast.staff(self.facility, role)

    def somebody(self, youngest: int = 25, oldest: int = 55, sex: str = "", payer: str = "jkn") -> Patient:
        """Give a resident of an age who has not been told of yet, covered by JKN or paying themselves."""
        today = self.facility.today()
        fits = Patient.objects.persons().filter(
            facility=self.facility,
            visits__isnull=True,
            birth_date__lte=today - timedelta(days=youngest * 365 + 30),
            birth_date__gte=today - timedelta(days=oldest * 365),
            village__in_area=True,
        )
        fits = fits.filter(sex=sex) if sex else fits
        patient = fits.exclude(pk__in=self.taken).order_by("record_number").first()
        assert patient, f"No resident of {youngest} to {oldest} is left: let the house have more."
        self.taken.add(patient.pk)
        Coverage.objects.filter(patient=patient).update(kind=payer, status="active" if payer == "jkn" else "unknown")
        return patient

    def waiting(self, place: str, patient: Patient, *, role: str = "dokter", **about) -> Visit:
        """Walk a patient in from the door until they wait at a place."""
        visit = cast.at_counter(self.facility, patient, **about)
        for _ in range(6):
            here = cast.place_of(visit)
            if here == place:
                return cast.fresh(visit)
            if here == "KASIR":
                lia, owing = self.staff("kasir"), cast.fresh(visit)
                cast.called_in(visit, by=lia)
                cashier.pay(owing, amount=bill_of(owing).due, method="tunai", by=lia)
            else:
                cast.go_on(visit, WALKS.get(here, role))
        raise AssertionError(f"{patient} stands at {cast.place_of(visit)} and never came to {place}.")

    def inside(self, place: str, patient: Patient, *, role: str = "dokter", **about) -> tuple[Visit, QueueEntry]:
        """Let a patient sit in a room, recognised, with the entry being served there."""
        visit = self.waiting(place, patient, role=role, **about)
        entry = cast.called_in(visit, by=self.staff(role))
        recording.confirm_identity(visit, ["name", "birth_date"], by=self.staff(role), entry=entry)
        return cast.fresh(visit), entry

    def prescribed(self, *, weight=None, drugs=("AMOKSISILIN", "PARASETAMOL")) -> Prescription:
        """Let a patient come before the pharmacy with two drugs written down."""
        visit, entry = self.inside("KLASTER3", self.somebody(), complaint="Sakit gigi sejak kemarin")
        lines = [
            pharmacy.Line(drug=Drug.objects.get(facility=self.facility, code=code), dose="1 tablet", frequency="3 × 1",
                          quantity=9, days=3)
            for code in drugs
        ]  # fmt: skip
        paper = pharmacy.prescribe(visit, entry, lines, by=self.staff("dokter"), weight_kg=weight)
        cast.go_on(visit, "dokter")
        return paper


def told(*, residents: int = 260, patients: int = 16) -> House:
    """Tell a morning at UPT Puskesmas Sitiung I, and after it one of everything."""
    house = House(district.build_facility(SITIUNG_1, residents=residents))
    house.codes["board"] = Board.objects.create(facility=house.facility).code
    take_on_district()
    with clock.telling(clock.now() - timedelta(days=1)):
        movement.open_visit(house.facility, by=house.staff("loket"), complaint="Pulang sebelum dipanggil")
    morning.tell(house.facility, patients=patients)
    for story in (_counter, _rooms, _desk, _beds, _lab, _referrals, _village, _pharmacy, _cashier, _calls):
        house.codes |= story(house)
    return house


def _counter(house: House) -> dict[str, str]:
    """Somebody being measured, somebody at the counter found and not found, and one who cannot say who they are."""
    measured = cast.arrive(house.facility, complaint="Kepala berat sejak pagi", facts=["elderly"])
    called = cast.called_in(measured, by=house.staff("pandu"))
    longest = house.somebody(40, 70, "P")
    Patient.objects.filter(pk=longest.pk).update(name=LONG)
    longest.refresh_from_db()
    known = cast.at_counter(house.facility, longest, complaint="Kontrol tekanan darah, obat habis tiga hari lalu")
    nobody = cast.at_counter(house.facility, None, complaint="Batuk")
    unknown = cast.arrive(house.facility, facts=["emergency"], complaint="Kecelakaan motor, tidak sadar")
    same = house.somebody(30, 60)
    people.note_allergy(longest, substance="Amoksisilin", reaction="ruam, 2023", by=house.staff("dokter"))
    return {
        "measured": called.code,
        "found": cast.called_in(known, by=house.staff("loket")).code,
        "new": cast.entry_of(nobody).code,
        "visit": known.code,
        "unknown": unknown.code,
        "brought": cast.called_in(unknown, by=house.staff("dokter")).code,
        "twin": same.code,
    }


def _rooms(house: House) -> dict[str, str]:
    points = {point.place: point.code for point in house.facility.points.all()}
    queueing.close_point(
        house.facility.points.get(place="KLASTER4"), by=house.staff("dokter"), reason="petugas ke jorong", goes_to={}
    )
    turn = house.waiting("KLASTER3", house.somebody(25, 55), complaint="Gatal di sela jari")
    sop = movement.current_profile(house.facility)
    codes = {"turn": cast.entry_of(turn).code, "sop": sop.code, "midwife": house.staff("bidan").code}
    return codes | {f"room {place}": code for place, code in points.items()}


def _calls(house: House) -> dict[str, str]:
    """Numbers called a moment ago, for the television to show."""
    for place, role in (("SKRINING", "skrining"), ("FARMASI", "apoteker"), ("KLASTER3", "dokter")):
        queueing.call_next(house.facility.points.get(place=place), by=house.staff(role))
    return {}


def _desk(house: House) -> dict[str, str]:
    """The desks of rooms: just called in, in the middle of it, back from the laboratory, asked by another room."""
    doctor, midwife = house.staff("dokter"), house.staff("bidan")
    first = house.waiting("KLASTER3", house.somebody(61, 80, "L"), facts=["elderly"], complaint="Nyeri lutut")
    called = cast.called_in(first, by=doctor)
    visit, entry = house.inside("KLASTER3", house.somebody(45, 60), complaint="Sering haus dan kencing malam, pusing")
    values = {"systolic": "158", "diastolic": "96", "weight": "78", "height": "158", "pulse": "88",
              "temperature": "36.7", "respiration": "20", "waist": "94"}  # fmt: skip
    recording.measure(visit, values, by=doctor, entry=entry, confirmed=True)
    recording.examine(visit, subjective="Sering haus sejak dua minggu. Metformin habis lima hari.",
                      objective="Baik, kompos mentis.", assessment="DM tipe 2 belum terkendali.",
                      plan="Obat diteruskan, konseling gizi.", by=doctor, entry=entry)  # fmt: skip
    diagnosing.diagnose(visit, "E11", by=doctor, entry=entry)
    sugar = {"glucose": 214, "glucose_kind": "gds", "glucose_method": "meter"}
    chronic = examining.record(registry.exam("ptm"), entry, sugar, by=doctor)
    diagnosing.diagnose(visit, "A91", by=doctor, entry=entry)
    notice = CaseNotice.objects.get(visit=visit)
    followed = Register.objects.get(facility=house.facility, opened_visit=visit)
    people.note_allergy(visit.patient, substance="Sulfa", reaction="gatal", by=doctor)
    screened = house.waiting("SKRINING", house.somebody(30, 50), complaint="Batuk dua minggu")
    asked = cast.called_in(screened, by=house.staff("skrining"))
    tbc = instruments.instrument("tbc", on=asked.visit.on)
    coughs = {item.key: "ya" if item.key == "cough" else "tidak" for item in tbc.items}
    suspect = screening.ask(cast.fresh(screened), tbc, coughs, by=house.staff("skrining"), entry=asked)
    followed_up = TbCase.objects.get(visit=screened)
    tb.add_contact(followed_up, name="Siti Aminah", sex="P", years=58, household=True, on=asked.visit.on,
                   by=doctor)  # fmt: skip
    mother = house.somebody(22, 35, "P")
    at_kia = house.inside("KIA", mother, role="bidan", facts=["pregnant"], services=["ANC"], complaint="Periksa")[1]
    told = {"lmp": at_kia.visit.on - timedelta(weeks=18), "usg_on": None, "usg_days": None, "usg_source": "",
            "gravida": 2, "para": 1, "abortus": 0, "living": 1, "last_birth_year": None, "weight_before": None,
            "obstetric": ["caesarean"], "illnesses": [], "notes": ""}  # fmt: skip
    expecting = examining.record(registry.exam("pregnancy"), at_kia, told, by=midwife).pregnancy
    child = house.waiting("ANAK", house.somebody(1, 4), role="bidan", services=["MTBS"], complaint="Demam dua hari")
    door = cast.arrive(house.facility, complaint="Mau kontrol")
    return {
        "called": called.code,
        "desk": entry.code,
        "desk visit": visit.code,
        "SKRINING": asked.code,
        "suspect": suspect.code,
        "chronic": chronic.code,
        "register": followed.code,
        "case": notice.code,
        "episode": followed_up.code,
        "KIA": at_kia.code,
        "pregnancy": expecting.code,
        "ANAK": cast.called_in(child, by=midwife).code,
        "PANDU": cast.called_in(door, by=house.staff("pandu")).code,
    }


def _beds(house: House) -> dict[str, str]:
    """One in the ward, one in labour, one in the emergency room."""
    ward = house.waiting("KLASTER3", house.somebody(30, 60), complaint="Demam tinggi empat hari")
    cast.go_on(ward, "dokter", to="RANAP", reason="perlu observasi")
    lying = cast.called_in(ward, by=house.staff("ranap"))
    beds.admit(cast.fresh(ward), 2, by=house.staff("ranap"), indication="demam tinggi, dehidrasi sedang")
    labour = cast.arrive(house.facility, facts=["labour"], patient=house.somebody(22, 35, "P"))
    urgent = cast.arrive(house.facility, facts=["emergency"], patient=house.somebody(40, 60, "L"), complaint="Sesak")
    at_igd = cast.called_in(urgent, by=house.staff("dokter"))
    told = Emergency(mode="family", airway="bebas", breathing="sesak, 28 kali", actions="oksigen 3 l")
    record = record_emergency(cast.fresh(urgent), told, by=house.staff("dokter"), entry=at_igd)
    return {
        "RANAP": lying.code,
        "BERSALIN": cast.called_in(labour, by=house.staff("bidan")).code,
        "IGD": at_igd.code,
        "emergency": record.code,
    }


def _lab(house: House) -> dict[str, str]:
    """An order on the bench, one whose result is critical and waits to be read, and one that came too late."""
    doctor, bench = house.staff("dokter"), house.staff("lab")
    tests = {test.code: test for test in house.facility.lab_tests.all()}

    def ordered(*codes: str):
        visit, entry = house.inside("KLASTER3", house.somebody(), complaint="Lemas dan pucat")
        order = lab.order_lab(visit, entry, tests=[tests[code] for code in codes], question="Anemia?", by=doctor)
        cast.called_in(visit, by=bench)
        lab.sample(order, by=bench)
        return visit, order

    _, asked = ordered("HB", "GDS")
    back, read = ordered("HB")
    results.give_result(read, results={"HB": "4,6"}, by=bench)
    gone, late = ordered("HB")
    lab.follows_later(late, reason="alat rusak", by=bench)
    movement.close(cast.fresh(gone), by=doctor, disposition="left", reason="tidak mau menunggu")
    results.give_result(late, results={"HB": "9,2"}, by=bench)
    return {
        "order": asked.code,
        "critical": read.code,
        "returned": cast.called_in(back, by=doctor).code,
        "late": ResultToRead.objects.get(order=late).code,
    }


def _referrals(house: House) -> dict[str, str]:
    """A question to the dentist, a letter written and one on its way."""
    doctor = house.staff("dokter")
    visit, entry = house.inside("KLASTER3", house.somebody(50, 70), complaint="Mau operasi katarak")
    question = internal.refer_internally(entry, ["GIGI"], question=ASKED, by=doctor)[0]
    sitting = [house.inside("KLASTER3", house.somebody(45, 70), complaint="Nyeri dada") for _ in range(2)]
    written, sent = [outward.refer_out(*one, kind="fkrtl", letter=LETTER, by=doctor) for one in sitting]
    movement.advance(cast.called_in(sent.visit, by=doctor), by=doctor)
    movement.discharge(cast.called_in(sent.visit, by=doctor), by=doctor, disposition="fkrtl")
    return {
        "question": question.code,
        "GIGI": cast.called_in(visit, by=house.staff("gigi")).code,
        "letter": written.code,
        "sent": sent.code,
        "leaving": cast.entry_of(written.visit).code,
    }


def _village(house: House) -> dict[str, str]:
    """Promises and tasks: for the Pustu, for a kader, done and to be reviewed."""
    doctor, midwife, today = house.staff("dokter"), house.staff("bidan"), house.facility.today()
    kader, officer = house.staff("kader"), house.staff("pustu")
    women = Patient.objects.persons().filter(sex="P", village__pustu=officer.pustu, visits__isnull=True)
    served = list(women.exclude(pk__in=house.taken).select_related("village").order_by("record_number")[:5])
    house.taken.update(one.pk for one in served)
    Patient.objects.filter(pk=served[1].pk).update(name=LONG)
    served[1].refresh_from_db()
    days = (today + timedelta(days=1), today, today + timedelta(days=3), today + timedelta(days=7), today)
    actions = ("Kunjungan nifas KF2", "Ukur tekanan darah", "Jemput K6", "Antar obat TB, tanyakan batuknya", "Timbang")
    tasks = [
        follow_ups.give(who, action=action, reason="TD 150/100 saat pulang", due_on=on, by=midwife)
        for who, action, on in zip(served, actions, days, strict=True)
    ]
    follow_ups.pass_on(tasks[3], to=kader, by=officer)
    follow_ups.answer(tasks[4], outcome="found", note="Berat 61 kg", by=officer)
    promise = appointments.appoint(
        served[0],
        Service.objects.filter(facility=house.facility, code="GIGI").first() or house.facility.services.first(),
        place_kind="puskesmas",
        on=next_weekday(today + timedelta(days=6)),
        reason="Kontrol tambalan",
        by=doctor,
    )
    problem, plan = _problem(house, served[1].village)
    return {
        "problem": problem.code,
        "plan": plan.code,
        "task": tasks[1].code,
        "kader task": tasks[3].code,
        "answered task": tasks[4].code,
        "appointment": promise.code,
    }


def _problem(house: House, village: Village) -> tuple[PwsProblem, PwsPlan]:
    """A village few people of which were seen: named, rated by two, decided and planned."""
    head, today = house.staff("kapus"), house.facility.today()
    named = acting.Named(
        today.replace(day=1),
        Origin.KLASTER_3,
        f"Angka kontak {village} rendah",
        "Jarak jauh, angkutan hanya pada hari pasar; obat sering habis sebelum jadwal kontrol.",
        village=village,
        indicator="KONTAK",
        people=40,
    )
    problem = acting.name_problem(named, by=house.staff("dokter"))
    acting.rate(problem, Score(4, 3, 5), by=head)
    acting.rate(problem, Score(3, 4, 4), by=house.staff("klaster1"))
    problem = acting.decide(problem, take_up=True, by=head)
    plan = acting.plan(
        problem,
        what="Kunjungan rumah oleh perawat Pustu, sekaligus skrining usia produktif",
        aim="Semua yang belum pernah dilayani tahun ini diperiksa",
        place="Pustu dan rumah warga",
        on=next_weekday(today + timedelta(days=14)),
        responsible=house.staff("bidan"),
        by=house.staff("klaster1"),
    )
    return problem, plan


def next_weekday(on: date) -> date:
    """Give that day, or the Monday after a weekend."""
    return on + timedelta(days=max(0, 7 - on.weekday()) if on.weekday() > 4 else 0)


def _pharmacy(house: House) -> dict[str, str]:
    """One prescription to read, one asked about, one packed, one in the patient's hands."""
    tono = house.staff("apoteker")
    fresh, held, packed, gone = (house.prescribed() for _ in range(4))
    pharmacy.hold(held, reason="Pasien alergi penisilin. Ganti amoksisilin?", by=tono)
    for paper in (packed, gone):
        cast.called_in(paper.visit, by=tono)
        pharmacy.review(paper, all_in_order(), by=tono, override_reason="Sudah dikonfirmasi ke penulis resep.")
        pharmacy.dispense(paper, by=tono)
    pharmacy.hand_over(Prescription.objects.get(pk=gone.pk), ["name", "birth_date"], True, by=tono)
    return {
        "prescription": fresh.code,
        "held": held.code,
        "packed": packed.code,
        "handed over": gone.code,
        "medicine": packed.items.first().code,
        "batch": StockBatch.objects.filter(drug__facility=house.facility).order_by("expiry").first().code,
        "closed": gone.visit.code,
    }


def _cashier(house: House) -> dict[str, str]:
    """One who pays himself waits at the till, one has paid, one got the money back."""
    lia = house.staff("kasir")
    owing, paid, returned = (
        house.waiting("KASIR", house.somebody(payer="umum"), services=["UMUM"], complaint="Batuk") for _ in range(3)
    )
    for visit in (owing, paid, returned):
        cast.called_in(visit, by=lia)
    receipts = [cashier.pay(one, amount=bill_of(one).due, method="tunai", by=lia) for one in (paid, returned)]
    cashier.reverse(receipts[1], reason="salah penjamin, kartu JKN menyusul", by=lia)
    return {"bill": owing.code, "receipt": receipts[0].code, "reversed": receipts[1].code}
