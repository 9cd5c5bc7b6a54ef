"""The karcis: what one who pays themselves owes for being registered (Sitiung I step e), once a visit."""

from puskesmas.facility.models import Service
from puskesmas.visits.facts import Fact
from puskesmas.visits.movement import Chapter

CODE = "KARCIS"


def charge(chapter: Chapter) -> None:
    """Render the karcis as the visit leaves the counter; nothing for JKN, and nothing twice."""
    visit = chapter.visit
    if Fact.UMUM not in visit.holding or visit.rendered.filter(service__code=CODE).exists():
        return
    service = Service.objects.active().filter(facility_id=visit.facility_id, code=CODE).first()
    if service is not None:
        chapter.render(service)
