"""The closed list of sentences that can be written down about a visit."""

from enum import StrEnum


class Kind(StrEnum):
    """What happened; each is one kind of VisitEvent."""

    # what moves the patient, or changes what is known
    ARRIVED = "arrived"
    MOVED = "moved"
    CALLED = "called"
    STARTED = "started"
    SKIPPED = "skipped"
    RECALLED = "recalled"
    HELD = "held"
    FREED = "freed"
    IDENTIFIED = "identified"
    LEARNED = "learned"
    WITHDRAWN = "withdrawn"
    BOOKED = "booked"
    DETOURED = "detoured"
    RETURNED = "returned"
    HANDED_ON = "handed_on"
    ESCALATED = "escalated"
    STOOD_DOWN = "stood_down"
    CLOSED = "closed"
    UNDONE = "undone"
    BORN = "born"
    POINT_CHANGED = "point_changed"
    # what was recorded in a room
    VITALS = "vitals_measured"
    TRIAGED = "triaged"
    SCREENED = "screened"
    FINDING = "finding_noted"
    FINDING_READ = "finding_acknowledged"
    IDENTITY_CONFIRMED = "identity_confirmed"
    RECORD_FETCHED = "record_fetched"
    CARD_SHOWN = "card_shown"
    COVERAGE_CHECKED = "coverage_checked"
    ANAMNESIS = "anamnesis_taken"
    SOAP = "exam_recorded"
    DIAGNOSED = "diagnosed"
    RENDERED = "service_rendered"
    LAB_ORDERED = "lab_ordered"
    LAB_SAMPLED = "lab_sampled"
    LAB_RESULT = "lab_result"
    LAB_LATER = "lab_result_later"
    RESULT_READ = "result_read"
    PRESCRIBED = "prescribed"
    REVIEWED = "prescription_reviewed"
    DISPENSED = "dispensed"
    LABEL_EXPLAINED = "label_explained"
    HANDED_OVER = "handed_over"
    PAID = "paid"
    BILL_CORRECTED = "bill_corrected"
    INTERNALLY_ASKED = "internally_asked"
    INTERNALLY_ANSWERED = "internally_answered"
    REFERRED = "referred"
    REFERRAL_REFUSED = "referral_refused"
    REFERRAL_ANSWERED = "referral_answered"
    FOLLOW_UP_GIVEN = "follow_up_given"
    FOLLOW_UP_ANSWERED = "follow_up_answered"
    APPOINTMENT = "appointment_made"
    NOT_GIVEN = "service_not_given"
    LOOSE_END = "loose_end"
    MERGED = "merged"


LABELS: dict[Kind, str] = {
    Kind.ARRIVED: "Datang",
    Kind.MOVED: "Pindah",
    Kind.CALLED: "Dipanggil",
    Kind.STARTED: "Mulai dilayani",
    Kind.SKIPPED: "Belum datang saat dipanggil",
    Kind.RECALLED: "Dipanggil ulang",
    Kind.HELD: "Menunggu hasil",
    Kind.FREED: "Hasil siap",
    Kind.IDENTIFIED: "Identitas dipastikan",
    Kind.LEARNED: "Diketahui",
    Kind.WITHDRAWN: "Ditarik kembali",
    Kind.BOOKED: "Layanan dituju",
    Kind.DETOURED: "Dikirim ke unit lain",
    Kind.RETURNED: "Kembali ke pengirim",
    Kind.HANDED_ON: "Diteruskan",
    Kind.ESCALATED: "Gawat, ke IGD",
    Kind.STOOD_DOWN: "Ternyata tidak gawat",
    Kind.CLOSED: "Kunjungan selesai",
    Kind.UNDONE: "Dibatalkan",
    Kind.BORN: "Kelahiran",
    Kind.POINT_CHANGED: "Titik layanan berubah",
    Kind.VITALS: "Pengukuran",
    Kind.TRIAGED: "Triase",
    Kind.SCREENED: "Skrining",
    Kind.FINDING: "Catatan skrining",
    Kind.FINDING_READ: "Catatan skrining dibaca",
    Kind.IDENTITY_CONFIRMED: "Identitas dicocokkan",
    Kind.RECORD_FETCHED: "Rekam medis diambil",
    Kind.CARD_SHOWN: "Kartu ditunjukkan",
    Kind.COVERAGE_CHECKED: "Jaminan dicek",
    Kind.ANAMNESIS: "Anamnesis",
    Kind.SOAP: "Pemeriksaan dicatat",
    Kind.DIAGNOSED: "Diagnosis",
    Kind.RENDERED: "Layanan diberikan",
    Kind.LAB_ORDERED: "Pengantar laboratorium",
    Kind.LAB_SAMPLED: "Sampel diambil",
    Kind.LAB_RESULT: "Hasil laboratorium",
    Kind.LAB_LATER: "Hasil menyusul",
    Kind.RESULT_READ: "Hasil dibaca",
    Kind.PRESCRIBED: "Resep",
    Kind.REVIEWED: "Resep ditelaah",
    Kind.DISPENSED: "Obat disiapkan",
    Kind.LABEL_EXPLAINED: "Etiket diterangkan",
    Kind.HANDED_OVER: "Obat diserahkan",
    Kind.PAID: "Dibayar",
    Kind.BILL_CORRECTED: "Tagihan diperbaiki",
    Kind.INTERNALLY_ASKED: "Rujukan internal",
    Kind.INTERNALLY_ANSWERED: "Rujukan internal dijawab",
    Kind.REFERRED: "Rujukan",
    Kind.REFERRAL_REFUSED: "Rujukan ditolak",
    Kind.REFERRAL_ANSWERED: "Rujukan dijawab",
    Kind.FOLLOW_UP_GIVEN: "Tugas tindak lanjut",
    Kind.FOLLOW_UP_ANSWERED: "Tugas dijawab",
    Kind.APPOINTMENT: "Janji temu",
    Kind.NOT_GIVEN: "Layanan belum diberikan",
    Kind.LOOSE_END: "Belum tuntas",
    Kind.MERGED: "Rekam medis disatukan",
}

# The events that move a patient; undo can only take back one of these, and only the last.
MOVES = frozenset(
    {Kind.MOVED, Kind.DETOURED, Kind.RETURNED, Kind.HANDED_ON, Kind.ESCALATED, Kind.STOOD_DOWN, Kind.CLOSED}
)
