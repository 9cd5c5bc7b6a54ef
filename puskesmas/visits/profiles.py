"""Publishing a revision of an SOP; visits inside keep the one they began under."""

from django.db import transaction

from puskesmas.facility.audit import signed
from puskesmas.facility.models import Facility, Staff

from . import facts, lawfulness, sop
from .models import FlowProfile
from .models.visit import Visit
from .rooms import rooms_of


def publish(facility: Facility, text: str, *, key: str, by: Staff | None = None) -> FlowProfile:
    """Check an SOP file against the facility and put it in force as its next revision.

    Raises SopError naming line, fact and pair when the file could ever ask for what cannot be done here.
    """
    read = sop.parse(text, key=key)
    lawfulness.check(read, rooms_of(facility.pk, facility.today()).present)
    with transaction.atomic():
        Facility.objects.select_for_update().get(pk=facility.pk)
        earlier = FlowProfile.objects.filter(facility=facility)
        last = earlier.order_by("-revision").first()
        if last is not None and last.is_current and last.sha256 == read.sha256:
            return last
        earlier.filter(is_current=True).update(is_current=False)
        profile = FlowProfile(
            facility=facility,
            key=key,
            revision=last.revision + 1 if last else 1,
            text=text,
            sha256=read.sha256,
            vocabulary=facts.VOCABULARY,
            published_by=by,
        )
        if by is None:
            profile.save()
        else:
            with signed(by):
                profile.save()
        return profile


def still_walked(facility: Facility) -> list[tuple[FlowProfile, list[str]]]:
    """Give every revision that has open visits, with the numbers of those visits."""
    inside = Visit.objects.inside().filter(facility=facility).select_related("profile").order_by("profile_id", "number")
    found: dict[int, tuple[FlowProfile, list[str]]] = {}
    for visit in inside:
        found.setdefault(visit.profile_id, (visit.profile, []))[1].append(visit.number)
    return list(found.values())


def broken_by(facility: Facility, *, without: str = "") -> list[str]:
    """Give a sentence for each revision with open visits that could no longer run, with the visits named.

    ``without`` is a place about to be closed for good; empty asks about the facility and the vocabulary as they are.
    """
    present = rooms_of(facility.pk, facility.today()).present - {without}
    sentences = []
    for profile, numbers in still_walked(facility):
        try:
            lawfulness.check(sop.parse(profile.text, key=profile.key), present)
        except sop.SopError as error:
            sentences.append(f"{profile}: {error} Kunjungan: {', '.join(numbers)}.")
    return sentences
