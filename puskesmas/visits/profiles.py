"""Publishing a revision of an SOP; visits inside keep the one they began under."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from puskesmas.facility.audit import signed
from puskesmas.facility.models import Facility, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal, Refused

from . import facts, lawfulness, sop
from .models import FlowProfile
from .models.visit import Visit
from .rooms import rooms_of


class PublishRefused(Refused):
    """A revision that may not be put in force now, though its file is in order."""


@dataclass(frozen=True)
class Inside:
    """A revision that is still walked, with the open visits that began under it."""

    profile: FlowProfile
    visits: Sequence[Visit]

    @property
    def named(self) -> str:
        """Name the visits by number and code, which is what the rooms and the addresses know them by."""
        return ", ".join(f"{visit.number} ({visit.code})" for visit in self.visits)


def checked(facility: Facility, text: str, *, key: str) -> sop.Sop:
    """Give the SOP of a file that can run here.

    Raises SopError naming line, fact and pair when the file could ever ask for what cannot be done.
    """
    read = sop.parse(text, key=key)
    lawfulness.check(read, rooms_of(facility.pk, facility.today()).present)
    return read


def publish(
    facility: Facility,
    text: str,
    *,
    key: str,
    by: Staff | None = None,
    reason: str = "",
    over: int | None = None,
) -> FlowProfile:
    """Check an SOP file against the facility and put it in force as its next revision.

    ``over`` is the revision its author compared it with; somebody who published meanwhile is not overwritten unseen.
    Raises SopError for a file that cannot run, PublishRefused where visits inside stand on one that no longer can.
    """
    _may(by, facility)
    read = checked(facility, text, key=key)  # the slow part, before anybody is locked out
    broken_by(facility)
    with transaction.atomic():
        Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)
        earlier = FlowProfile.objects.filter(facility=facility)
        last = earlier.order_by("-revision").first()
        if over is not None and over != (last.revision if last else 0):
            raise _overtaken(last)
        if last is not None and last.is_current and last.sha256 == read.sha256:
            return last
        if told := broken_by(facility):
            raise PublishRefused(
                "visits_inside",
                "Belum bisa diterbitkan: ada kunjungan di dalam yang jalannya sudah tidak bisa ditempuh. "
                "Buka kembali ruangnya atau selesaikan kunjungan itu, lalu terbitkan lagi.",
                [Refusal("visits_inside", sentence) for sentence in told],
            )
        earlier.filter(is_current=True).update(is_current=False)
        profile = FlowProfile(
            facility=facility,
            key=key,
            revision=last.revision + 1 if last else 1,
            text=text,
            sha256=read.sha256,
            vocabulary=facts.VOCABULARY,
            published_by=by,
            reason=reason.strip(),
        )
        if by is None:
            profile.save()
        else:
            with signed(by):
                profile.save()
        return profile


def _may(by: Staff | None, facility: Facility) -> None:
    """Let the machine's own command pass, and of people those who may publish here."""
    if by is None:
        return
    if not by.can(Permission.SOP_PUBLISH) or by.facility_id != facility.pk:
        raise PublishRefused(
            "not_permitted",
            f"Peran {by.office.label.lower()} tidak berwenang menerbitkan SOP. Minta administrator puskesmas.",
        )


def _overtaken(last: FlowProfile | None) -> PublishRefused:
    who = f" oleh {last.published_by.name}" if last and last.published_by_id else ""
    number = last.revision if last else 0
    return PublishRefused(
        "stale_revision",
        f"Sementara itu revisi {number} sudah diterbitkan{who}. Bandingkan lagi dengan yang sekarang berlaku.",
    )


def still_walked(facility: Facility) -> list[Inside]:
    """Give every revision that has open visits, with those visits."""
    inside = Visit.objects.inside().filter(facility=facility).select_related("profile").order_by("profile_id", "number")
    found: dict[int, tuple[FlowProfile, list[Visit]]] = {}
    for visit in inside:
        found.setdefault(visit.profile_id, (visit.profile, []))[1].append(visit)
    return [Inside(profile, visits) for profile, visits in found.values()]


def broken_by(facility: Facility, *, without: str = "") -> list[str]:
    """Give a sentence for each revision with open visits that could no longer run, with the visits named.

    ``without`` is a place about to be closed for good; empty asks about the facility and the vocabulary as they are.
    """
    present = rooms_of(facility.pk, facility.today()).present - {without}
    sentences = []
    for one in still_walked(facility):
        try:
            lawfulness.check(sop.parsed(one.profile.text, one.profile.key), present)
        except sop.SopError as error:
            sentences.append(f"{one.profile}: {error.said} Kunjungan: {one.named}.")
    return sentences
