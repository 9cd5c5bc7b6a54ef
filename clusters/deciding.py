"""The words of the next step: what the one filled button says, here and on the room's list."""

from puskesmas.visits.facts import Fact
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.moves import Next
from puskesmas.visits.states import EXITS, State

_WITHIN = {
    State.SCREENING: "skrining",
    State.TRIAGE: "triase",
    State.EXAM: "pemeriksaan",
    State.FKRTL_REFERRAL: "siapkan berangkat",
    State.INTERNAL_REFERRAL: "pemeriksaan",
    State.DELIVERY: "persalinan",
    State.INPATIENT: "rawat inap",
}


def words_for(step: Next, visit: Visit, entry: QueueEntry) -> str:
    """Give what the button of the next step says."""
    if entry.returns_to_id and entry.onward:
        return f"Lanjut ke {step.label}"
    if entry.returns_to_id and entry.must_return:
        return f"Kembali ke {step.label}"
    if step.state in EXITS:
        return "Selesai, berangkat" if Fact.TO_BE_REFERRED in visit.holding else "Selesai, pulang"
    if step.place == entry.place and step.state in _WITHIN:
        return f"Lanjut: {_WITHIN[step.state]}"
    return f"Selesai, ke {step.label}"
