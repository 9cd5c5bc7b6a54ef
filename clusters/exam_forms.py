"""The typed exams of one desk: the forms still to be filled, and what was saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .drafts import spread, within
from .forms.kind import ExamForm
from .models import RoomRecord
from .reading import Reading
from .registry import ExamKind, registry


@dataclass(frozen=True)
class Asked:
    """One typed exam a room asks for now, with its form."""

    kind: ExamKind
    form: ExamForm


@dataclass(frozen=True)
class Written:
    """The typed exams of one kind that this visit has, and whether the reader may put them right."""

    kind: ExamKind
    records: Sequence[RoomRecord]
    may_correct: bool


def asked(reading: Reading, data: Mapping[str, Any] | None = None) -> list[Asked]:
    """Give the forms the desk draws above SOAP; what was typed before is in them, what was saved already is not.

    A form left as it was opened is let pass, so SOAP can be saved without it.
    """
    kinds = [kind for kind in reading.kinds if not kind.on_sheet]
    if data is None:
        kinds = [kind for kind in kinds if _is_open(kind, reading)]
    else:  # all that was on the page that was sent; what somebody else wrote meanwhile is refused, not lost
        kinds = [kind for kind in kinds if any(name.startswith(f"{kind.code}-") for name in data)]
    typed = {} if data is not None else next((d["typed"] for d in reading.entry.drafts if d["form"] == "soap"), {})
    return [Asked(kind, _form(kind, reading, data, within(spread(typed), kind.code))) for kind in kinds]


def _form(kind: ExamKind, reading: Reading, data: Mapping[str, Any] | None, typed: Mapping[str, Any]) -> ExamForm:
    return kind.form(
        data,
        reading=reading,
        initial=dict(typed),
        prefix=kind.code,
        auto_id="x_%s",
        empty_permitted=True,
        use_required_attribute=False,
    )


def sheet_form(
    kind: ExamKind, reading: Reading, data: Mapping[str, Any] | None, *, draft: Mapping[str, Any] | None = None
) -> ExamForm:
    """Give the form of an exam that has a sheet of its own, sent whole; ``draft`` is what was typed before."""
    draft = draft or {}
    initial = {**draft, **within(draft, kind.code)}
    return kind.form(data, reading=reading, initial=initial, prefix=kind.code, use_required_attribute=False)


def correcting_form(kind: ExamKind, reading: Reading, record: RoomRecord, data: Mapping[str, Any] | None) -> ExamForm:
    """Give the form of an exam with what a record says, to be put right."""
    initial = kind.form.initial_of(record)
    return kind.form(
        data, reading=reading, record=record, initial=initial, prefix=kind.code, use_required_attribute=False
    )


def on_sheets(reading: Reading) -> list[ExamKind]:
    """Give the exams that are written on a sheet of their own, those still to be written."""
    return [kind for kind in reading.kinds if kind.on_sheet and _is_open(kind, reading)]


def _is_open(kind: ExamKind, reading: Reading) -> bool:
    if kind.wanted is not None and not kind.wanted(reading):
        return False
    return kind.many or not reading.examined.get(kind.code)


def written(reading: Reading) -> list[Written]:
    """Give the typed exams of the visit, in the order of the wall."""
    found = [(registry.exam(code), records) for code, records in reading.examined.items() if records]
    return [Written(kind, records, kind.is_corrected and reading.may(kind.permission)) for kind, records in found]
