"""The line at a service point: calling, starting, absence, and a room that closes for the day."""

from collections.abc import Mapping

from django.db import connection, transaction
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KT

from puskesmas.facility.models import Desk, ServicePoint, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal

from . import clock
from .events import Kind
from .guards import MoveRefused
from .models import PointDay, QueueEntry, Visit, VisitEvent
from .models.line import EntryState
from .movement import core
from .priority import FIRST, PRIORITY, REGULAR, counts_as
from .sentences import keep, sentence, tell_boards

CALLS_BEFORE_ABSENT = 3
_CAME = (EntryState.CALLED, EntryState.SERVING, EntryState.HELD, EntryState.DONE)


def call_next(point: ServicePoint, *, by: Staff, desk: Desk | None = None) -> QueueEntry | None:
    """Call the next patient at a point, or None when nobody waits.

    Emergency and labour first; then who waits here with the one of their party just called; then priority, but after
    ``regular_after`` of them in a row one regular goes. The count lives on the point's row for the day, locked here, so
    two terminals never get the same patient; SKIP LOCKED only steps around entries busy with other verbs.
    """
    _may_call(by, point)
    _must_be_of(desk, point)
    with transaction.atomic():
        in_a_row = _lock_day(point)
        regular_turn = in_a_row >= core.current_profile(point.facility).sop.regular_after
        entry = _in_calling_order(point, by=by, regular_turn=regular_turn).first()
        if entry is None:
            return None
        _call(entry, by=by, desk=desk, reason=_company(entry))
        _count(point, entry, in_a_row, regular_turn=regular_turn)
        return entry


def call_this(entry: QueueEntry, *, by: Staff, reason: str = "", desk: Desk | None = None) -> QueueEntry:
    """Call one chosen patient who waits; out of turn only with a reason, which the sentence keeps.

    Visit and entry are locked first, the day last; ``call_next`` holds the day and steps around locked entries,
    so the two never wait for each other, and whoever comes second is told who called.
    """
    with transaction.atomic():
        point = entry.point
        _may_call(by, point)
        _must_be_of(desk, point)
        entry = _locked(entry, by=by)
        _must_wait(entry)
        in_a_row = _lock_day(point)
        regular_turn = in_a_row >= core.current_profile(point.facility).sop.regular_after
        next_one = _first_in_line(point, by=by, regular_turn=regular_turn)
        is_turn = next_one is not None and next_one.pk == entry.pk
        if not is_turn and not reason.strip():
            message = f"{entry.number} bukan giliran berikutnya. Tulis mengapa didahulukan."
            raise MoveRefused("guard_refused", message, [Refusal("reason_missing", message, "reason")])
        if is_turn:
            entry.beside, entry.beside_number = next_one.beside, next_one.beside_number
        reason = _company(entry) if is_turn else reason.strip()
        _call(entry, by=by, desk=desk, reason=reason, out_of_turn=not is_turn)
        _count(point, entry, in_a_row, regular_turn=regular_turn)
        return entry


def _first_in_line(point: ServicePoint, *, by: Staff, regular_turn: bool) -> QueueEntry | None:
    """Give whose turn it is; nobody is locked for being asked about."""
    waiting = in_company(QueueEntry.objects.filter(point=point, state=EntryState.WAITING))
    return waiting.order_by(*_turns(by=by, regular_turn=regular_turn)).first()


def in_company(entries: QuerySet[QueueEntry]) -> QuerySet[QueueEntry]:
    """Add to each who of the same party was first called here in turn while this one waited: ``beside``, their band.

    An emergency pulls nobody along, and neither does one who was called before their turn.
    """
    of_visit = VisitEvent.objects.filter(visit=OuterRef("visit"), kind=Kind.CALLED, data__out_of_turn=True)
    early = of_visit.annotate(about=KT("data__entry")).filter(about=OuterRef("code"))
    called = (
        QueueEntry.objects.filter(
            point=OuterRef("point"),
            visit__party=OuterRef("visit__party"),
            state__in=_CAME,
            band__gt=FIRST,
            called_at__gte=OuterRef("queued_at"),
        )
        .exclude(visit=OuterRef("visit"))
        .filter(~Exists(early))
        .order_by("called_at", "pk")
    )
    # A CASE, so that the question is asked only about those who did not come alone.
    together = Q(visit__party__gt="")
    return entries.annotate(
        beside=Case(When(together, then=Subquery(called.values("band")[:1])), output_field=IntegerField()),
        beside_number=Case(When(together, then=Subquery(called.values("number")[:1]))),
    )


def _company(entry: QueueEntry) -> str:
    number = getattr(entry, "beside_number", None)
    return f"serombongan dengan {number}" if number else ""


def _must_wait(entry: QueueEntry) -> None:
    """Refuse one who does not wait: whose result is out, or whom somebody called or serves already."""
    if entry.state == EntryState.WAITING:
        return
    zone = entry.visit.facility.zone
    if entry.state == EntryState.HELD:
        message = f"{entry.number} masih menunggu {entry.held_for}. Persilakan masuk lewat mejanya bila perlu."
    elif entry.state == EntryState.SKIPPED:
        message = f"{entry.number} tadi tidak hadir saat dipanggil. Pakai Panggil ulang."
    else:
        since = entry.started_at if entry.state == EntryState.SERVING else entry.called_at
        doing = "dilayani" if entry.state == EntryState.SERVING else "dipanggil"
        clock_ = f" pukul {since.astimezone(zone).strftime('%H.%M')}" if since else ""
        message = f"{entry.number} sudah {doing} {_server(entry)}{clock_}.".replace("  ", " ")
    raise MoveRefused("already_done", message)


def _in_calling_order(point: ServicePoint, *, by: Staff, regular_turn: bool) -> QuerySet[QueueEntry]:
    return (
        in_company(QueueEntry.objects.filter(point=point, state=EntryState.WAITING))
        .select_related("visit", "point")
        .select_for_update(of=("visit", "self"), skip_locked=True)
        .order_by(*_turns(by=by, regular_turn=regular_turn))
    )


def _turns(*, by: Staff, regular_turn: bool) -> tuple:
    """Order as ``priority.turn`` does."""
    follows = Q(band=REGULAR, beside=REGULAR) if regular_turn else Q(beside__isnull=False)
    before = Q(band=REGULAR if regular_turn else PRIORITY)
    whens = [When(rule, then=Value(rank)) for rank, rule in enumerate((Q(band=FIRST), follows, before))]
    turn = Case(*whens, default=Value(len(whens)), output_field=IntegerField())
    # A patient who came back waits for the examiner who sent; another takes them only when nobody else waits.
    others = Case(
        When(Q(waits_for__isnull=True) | Q(waits_for=by), then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return others, turn, "arrived_at", "pk"


def _lock_day(point: ServicePoint) -> int:
    """Lock the point's row of the day and give how many priority patients went in a row."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO visits_pointday AS day (point_id, "on", is_open, reason, changed_at, in_a_row)
            VALUES (%s, %s, true, '', now(), 0)
            ON CONFLICT (point_id, "on") DO UPDATE SET in_a_row = day.in_a_row
            RETURNING in_a_row
            """,
            [point.pk, point.facility.today()],
        )
        return cursor.fetchone()[0]


def _count(point: ServicePoint, entry: QueueEntry, in_a_row: int, *, regular_turn: bool) -> None:
    """A priority call counts up; a regular one starts anew; emergency stands outside the interleave."""
    band = counts_as(entry.band, getattr(entry, "beside", None), regular_turn=regular_turn)
    after = {PRIORITY: in_a_row + 1, REGULAR: 0}.get(band, in_a_row)
    if after != in_a_row:
        PointDay.objects.filter(point=point, on=point.facility.today()).update(in_a_row=after)


def _call(
    entry: QueueEntry,
    *,
    by: Staff,
    desk: Desk | None,
    kind: Kind = Kind.CALLED,
    reason: str = "",
    out_of_turn: bool = False,
) -> None:
    entry.visit.facility = by.facility
    data = called(entry, by=by, desk=desk, out_of_turn=out_of_turn)
    entry.save(update_fields=["state", "called_at", "calls", "desk", "served_by"])
    _write(entry, kind, by=by, data=data, reason=reason)


def called(entry: QueueEntry, *, by: Staff, desk: Desk | None, out_of_turn: bool = False) -> dict:
    """Change a place in line, unsaved, to called now, and give what the sentence says of it."""
    entry.state = EntryState.CALLED
    entry.called_at = clock.now()
    entry.calls += 1
    entry.desk, entry.served_by = desk, by
    data = {"desk": desk.code if desk else "", "calls": entry.calls}
    if out_of_turn:
        data["out_of_turn"] = True
    if entry.waits_for_id and entry.waits_for_id != by.pk:
        data["instead_of"] = entry.waits_for.code
    return data


def _write(entry: QueueEntry, kind: Kind, *, by: Staff, data: dict | None = None, reason: str = "") -> None:
    event = sentence(entry.visit, kind, by=by, entry=entry, data=data, reason=reason)
    Visit.objects.filter(pk=entry.visit_id).update(last_seq=entry.visit.last_seq)
    keep([event])
    tell_boards(entry.visit.facility.code, entry.point.code)


def start(entry: QueueEntry, *, by: Staff, desk: Desk | None = None) -> QueueEntry:
    """Begin serving a patient who came in: called, waiting, back from absence, or pulled in while a result is out."""
    with transaction.atomic():
        entry = _locked(entry, by=by)
        if entry.state == EntryState.SERVING:
            raise MoveRefused("already_done", f"Pasien {entry.number} sudah dilayani {_server(entry)}.")
        _must_be_of(desk, entry.point)
        data = started(entry, by=by, desk=desk)
        entry.save(update_fields=["state", "started_at", "called_at", "held_for", "desk", "served_by"])
        _write(entry, Kind.STARTED, by=by, data=data)
        return entry


def started(entry: QueueEntry, *, by: Staff, desk: Desk | None = None) -> dict:
    """Change a place in line, unsaved, to served from now on, and give what the sentence says of it."""
    entry.state, entry.started_at, entry.held_for = EntryState.SERVING, clock.now(), ""
    entry.called_at = entry.called_at or entry.started_at
    entry.desk, entry.served_by = desk or entry.desk, by
    data = {"desk": entry.desk.code if entry.desk else ""}
    if entry.waits_for_id and entry.waits_for_id != by.pk:
        data["instead_of"] = entry.waits_for.code
    return data


def _server(entry: QueueEntry) -> str:
    return f"oleh {entry.served_by.name}" if entry.served_by else ""


def skip(entry: QueueEntry, *, by: Staff) -> QueueEntry:
    """Put a patient called three times and absent on the recall list; the number stays theirs."""
    with transaction.atomic():
        entry = _locked(entry, by=by)
        if entry.state != EntryState.CALLED:
            raise MoveRefused("unlawful_move", f"Pasien {entry.number} tidak sedang dipanggil.")
        if entry.calls < CALLS_BEFORE_ABSENT:
            message = (
                f"Pasien {entry.number} baru dipanggil {entry.calls} kali. "
                f"Panggil ulang sampai {CALLS_BEFORE_ABSENT} kali sebelum menandai tidak hadir."
            )
            raise MoveRefused("guard_refused", message, [Refusal("too_few_calls", message)])
        entry.state = EntryState.SKIPPED
        entry.save(update_fields=["state"])
        _write(entry, Kind.SKIPPED, by=by)
        return entry


def recall(entry: QueueEntry, *, by: Staff, desk: Desk | None = None) -> QueueEntry:
    """Call a patient again: one who did not hear, or one from the recall list."""
    with transaction.atomic():
        entry = _locked(entry, by=by)
        if entry.state not in (EntryState.CALLED, EntryState.SKIPPED):
            raise MoveRefused("unlawful_move", f"Pasien {entry.number} belum pernah dipanggil di sini.")
        _must_be_of(desk, entry.point)
        _call(entry, by=by, desk=desk or entry.desk, kind=Kind.RECALLED)
        return entry


def _locked(entry: QueueEntry, *, by: Staff) -> QueueEntry:
    act, held = core.begin_at(entry, by=by, permission=Permission.VISIT_CALL)
    held.visit = act.visit
    _may_call(by, held.point)
    return held


def _may_call(by: Staff, point: ServicePoint) -> None:
    core.may(by, Permission.VISIT_CALL)
    if point.facility_id != by.facility_id:
        raise MoveRefused("guard_refused", "Titik layanan ini milik puskesmas lain.")


def _must_be_of(desk: Desk | None, point: ServicePoint) -> None:
    if desk is not None and desk.point_id != point.pk:
        message = f"{desk.label} bukan meja {point.name}."
        raise MoveRefused("guard_refused", message, [Refusal("wrong_desk", message, "desk")])


def open_point(point: ServicePoint, *, by: Staff) -> None:
    """Open a point again for the rest of the day."""
    _set_open(point, by=by, is_open=True, reason="")


def close_point(
    point: ServicePoint, *, by: Staff, reason: str, goes_to: Mapping[str, ServicePoint]
) -> list[QueueEntry]:
    """Close a point for the rest of the day; everyone waiting is given another, with their arrival time kept.

    ``goes_to`` maps the code of each waiting entry to its new point; refused while one of them has none.
    """
    core.may(by, Permission.POINT_OPEN_CLOSE)
    with transaction.atomic():
        waiting = list(
            QueueEntry.objects.filter(point=point)
            .exclude(state__in=[EntryState.DONE, EntryState.VOIDED, EntryState.SERVING])
            .select_related("visit", "point")
            .select_for_update(of=("visit", "self"))
            .order_by("visit_id")
        )
        _must_all_have_a_place(point, waiting, goes_to)
        for entry in waiting:
            _send_elsewhere(entry, goes_to[entry.code], by=by, reason=reason)
        _set_open(point, by=by, is_open=False, reason=reason)
        return waiting


def _must_all_have_a_place(point: ServicePoint, waiting: list[QueueEntry], goes_to: Mapping[str, ServicePoint]) -> None:
    reasons = [
        Refusal("no_new_place", f"Pilih tujuan untuk {entry.number}.", entry.code)
        for entry in waiting
        if entry.code not in goes_to or goes_to[entry.code].pk == point.pk
    ]
    if reasons:
        message = f"{point.name} belum bisa ditutup: {len(reasons)} pasien masih menunggu. Pilih tujuan tiap pasien."
        raise MoveRefused("guard_refused", message, reasons)


def _send_elsewhere(entry: QueueEntry, point: ServicePoint, *, by: Staff, reason: str) -> None:
    entry.visit.facility = by.facility
    was = entry.point
    entry.point, entry.place = point, point.place
    if entry.state in (EntryState.CALLED, EntryState.SKIPPED):
        entry.state = EntryState.WAITING
    entry.save(update_fields=["point", "place", "state"])
    _write(entry, Kind.POINT_CHANGED, by=by, data={"from_point": was.code}, reason=reason)


def _set_open(point: ServicePoint, *, by: Staff, is_open: bool, reason: str) -> None:
    core.may(by, Permission.POINT_OPEN_CLOSE)
    if point.facility_id != by.facility_id:
        raise MoveRefused("guard_refused", "Titik layanan ini milik puskesmas lain.")
    PointDay.objects.update_or_create(
        point=point,
        on=point.facility.today(),
        defaults={"is_open": is_open, "reason": reason, "changed_by": by, "changed_at": clock.now()},
    )
    tell_boards(point.facility.code, point.code)
