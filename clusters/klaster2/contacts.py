"""Antenatal contacts in their slots: a trimester's surplus never fills another trimester's slot (domain §3.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .gestation import age_in_days, rules_on, trimester


@dataclass(frozen=True)
class Contact:
    """One day on which a pregnant woman was seen, and whether a doctor examined her with USG."""

    on: date
    doctor: bool = False


@dataclass(frozen=True)
class Placed:
    """A contact with its place: K1 to K6 by trimester, 0 for one beyond the trimester's quota or without a date."""

    contact: Contact
    days: int | None
    trimester: int | None
    slot: int
    is_first: bool

    @property
    def label(self) -> str:
        """The contact in the words of the KIA book: K1 murni, K1 akses, K3, tambahan."""
        if self.is_first:
            return "K1 murni" if self.trimester == 1 else "K1 akses"
        return f"K{self.slot}" if self.slot else "tambahan"


@dataclass(frozen=True)
class Reached:
    """The day each count was reached, None for what is not there yet."""

    k1_on: date | None = None
    k1_pure_on: date | None = None
    k4_on: date | None = None
    k6_on: date | None = None


def days_seen(contacts: Iterable[Contact]) -> list[Contact]:
    """Give the days on which a woman was seen, each once, oldest first."""
    days: dict[date, Contact] = {}
    for one in contacts:
        before = days.get(one.on)
        days[one.on] = replace(one, doctor=one.doctor or (before is not None and before.doctor))
    return [days[on] for on in sorted(days)]


def placed(contacts: Iterable[Contact], first_day: date | None) -> list[Placed]:
    """Give each contact with its slot, oldest first."""
    seen = days_seen(contacts)
    if not seen:
        return []
    quota = _quota("k6", seen[0].on)
    taken = [0] * len(quota)
    found = []
    for number, one in enumerate(seen):
        days = age_in_days(first_day, one.on)
        third = trimester(days, on=one.on)
        slot = 0
        if third is not None:
            taken[third - 1] += 1
            if taken[third - 1] <= quota[third - 1]:
                slot = sum(quota[: third - 1]) + taken[third - 1]
        found.append(Placed(one, days, third, slot, is_first=number == 0))
    return found


def reached(contacts: Iterable[Contact], first_day: date | None) -> Reached:
    """Give what the contacts of a pregnancy add up to; its first day decides the trimesters."""
    slots = placed(contacts, first_day)
    if not slots:
        return Reached()
    first = slots[0].contact.on
    pure = first if slots[0].trimester == 1 else None
    return Reached(first, pure, _complete("k4", slots), _complete("k6", slots))


def _complete(code: str, slots: Sequence[Placed]) -> date | None:
    """Give the day a pattern was complete, each trimester's quota and the doctor's share."""
    first = slots[0].contact.on
    seen, by_doctor = [0, 0, 0], [0, 0, 0]
    for one in slots:
        if one.trimester is None:
            continue
        seen[one.trimester - 1] += 1
        by_doctor[one.trimester - 1] += one.contact.doctor
        if _holds(seen, _quota(code, first)) and _holds(by_doctor, _quota(code, first, "doctor")):
            return one.contact.on
    return None


def _holds(counts: Sequence[int], quota: Sequence[int]) -> bool:
    return all(count >= wanted for count, wanted in zip(counts, quota, strict=True))


def _quota(code: str, on: date, part: str = "contacts") -> Sequence[int]:
    quota: Sequence[int] = next(one[part] for one in rules_on(on)["pattern"] if one["code"] == code)
    return quota


def next_contact(first_day: date | None, on: date) -> date:
    """Give the latest day to come back by: soon at first, then every fortnight, then every week."""
    rules = rules_on(on)["next_contact"]
    days = age_in_days(first_day, on) or 0
    within = max((rule for rule in rules if rule["from_day"] <= days), key=lambda rule: rule["from_day"])["within"]
    return on + timedelta(days=within)
