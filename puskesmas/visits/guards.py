"""What the machine refuses, each with its sentence; read from the visit's own row and its entries, nothing else."""

from collections.abc import Iterable
from typing import Any

from puskesmas.facility.refusals import Refusal, Refused

from .facts import Fact
from .states import EXITS, MAY_LEAVE_UNKNOWN, NEEDS_IDENTITY, Disposition, State

NEVER_HELD_UP = (State.EMERGENCY, State.DELIVERY)  # design §4: no bill holds up emergency, labour, referral or death


class MoveRefused(Refused):
    """A move that is not made, with every reason that applies; nothing was written.

    ``code`` is one of stale_entry, unlawful_move, guard_refused, already_done.
    """

    def __init__(self, code: str, message: str, reasons: Iterable[Refusal] = ()) -> None:
        super().__init__(code, message, tuple(reasons) or (Refusal(code, message),))


def refusals(visit: Any, target: State, *, disposition: str = "") -> list[Refusal]:
    """Give every reason why ``visit`` may not go to ``target`` now; empty when it may.

    The open entry is not asked about here: movement has closed it before it asks.
    """
    found = []
    if target in NEEDS_IDENTITY and not visit.is_identified:
        found.append(
            Refusal("unidentified", "Identitas pasien belum dipastikan. Daftarkan atau cari pasien di loket dahulu.")
        )
    if target in EXITS:
        found += _exit_refusals(visit, target, disposition or visit.disposition)
    elif not disposition:
        found += _unfinished_here(visit, target)
    return found


def _unfinished_here(visit: Any, target: State) -> list[Refusal]:
    """The counter's windows keep a patient until what they are for is done; no bill holds up an emergency."""
    held = visit.holding
    if target in NEVER_HELD_UP:
        return []
    if visit.state == State.CASHIER and _owes(held) and target != State.FKRTL_REFERRAL:
        return [Refusal("bill_open", "Tagihan belum lunas. Terima pembayaran dahulu, lalu lanjutkan.")]
    if visit.state == State.PHARMACY and Fact.PRESCRIBED in held and target != State.FKRTL_REFERRAL:
        return [Refusal("prescription_open", "Obat belum diserahkan. Selesaikan atau batalkan resepnya dahulu.")]
    return []


def _exit_refusals(visit: Any, target: State, disposition: str) -> list[Refusal]:
    if target == State.CANCELLED:
        return []
    found = []
    if not visit.is_identified and disposition not in MAY_LEAVE_UNKNOWN:
        found.append(
            Refusal("unidentified", "Kunjungan tanpa identitas belum bisa dipulangkan. Pastikan identitasnya dahulu.")
        )
    if disposition != Disposition.HOME:
        return found
    held = visit.holding
    if Fact.AWAITING_RESULT in held:
        found.append(
            Refusal(
                "awaiting_result",
                "Kunjungan belum bisa dipulangkan: hasil laboratorium belum diisi. "
                "Minta petugas lab mengisinya atau menyatakan hasil menyusul, lalu coba lagi.",
            )
        )
    if Fact.AWAITING_RETURN in held:
        found.append(
            Refusal(
                "awaiting_return",
                "Kunjungan belum bisa dipulangkan: rujukan internal belum dijawab. "
                "Minta unit yang dirujuk menjawabnya, lalu coba lagi.",
            )
        )
    if _owes(held) and visit.state not in (State.CASHIER, *NEVER_HELD_UP):
        found.append(
            Refusal(
                "bill_open",
                "Kunjungan belum bisa dipulangkan: tagihan belum lunas. Antar pasien ke kasir dahulu. "
                "Yang pergi tanpa membayar ditutup sebagai pergi sebelum selesai.",
            )
        )
    return found + _unfinished_here(visit, target)


def _owes(held: frozenset[Fact]) -> bool:
    return {Fact.UMUM, Fact.BILL_OPEN} <= held


def lets_through(visit: Any, *, target: State) -> bool:
    """Tell the machine whether the guards let a visit through."""
    return not refusals(visit, target)
