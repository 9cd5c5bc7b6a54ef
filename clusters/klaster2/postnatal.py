"""Writing down a contact after a birth, also of a mother who gave birth elsewhere."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from clusters.writing import Page, corrected, opened
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry

from .ending import carried_or_new, write_end
from .episode import weigh
from .models import Ending, PostnatalRecord, Pregnancy
from .pregnancy import woman_of
from .windows import last_day

CODE = "postnatal"
Told = Mapping[str, Any]


def see_mother(entry: QueueEntry, told: tuple[Told, Told | None], *, by: Staff) -> PostnatalRecord:
    """Write down a contact; ``told`` is what was found, and the birth where nobody here knew of it."""
    found, birth = told
    with transaction.atomic():
        page = opened(entry.visit, by=by, permission=Permission.SOAP_WRITE, entry=entry, after_exit=True)
        pregnancy = _delivered(page)
        if pregnancy is None:
            if birth is None:
                raise MoveRefused("guard_refused", "Persalinan ibu ini belum tercatat. Isi tanggal persalinannya.")
            pregnancy = carried_or_new(page, ended_on=birth["ended_on"])
            write_end(page, pregnancy, {**birth, "how": Ending.DELIVERY})
        record = PostnatalRecord(**page.stamp(), **found, pregnancy=pregnancy, seen_at=timezone.now())
        record.save(force_insert=True)
        record.pregnancy = weigh(pregnancy)
        page.say(Kind.SOAP, data={"record": record.code, "exam": CODE})
        return record


def _delivered(page: Page) -> Pregnancy | None:
    """Give the pregnancy the woman gave birth from, while its weeks after are not over."""
    on = page.stamp()["on"]
    rows = Pregnancy.objects.of_person(woman_of(page)).filter(ended_how=Ending.DELIVERY, ended_on__lte=on)
    latest = rows.order_by("-ended_on", "-pk").first()
    return latest if latest is not None and (on - latest.ended_on).days <= last_day(on) else None


def correct_visit(
    record: PostnatalRecord, told: tuple[Told, Told | None], *, by: Staff, reason: str
) -> PostnatalRecord:
    """Put right what a contact after a birth found."""
    with transaction.atomic():
        allowed, found = Permission.SOAP_WRITE, dict(told[0])
        after = corrected(record, found, Kind.SOAP, by=by, permission=allowed, reason=reason, exam=CODE)
        after.pregnancy = weigh(after.pregnancy)
        return after
