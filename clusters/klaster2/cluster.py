"""What klaster 2 offers the desk: the exams of mothers, and those of children and family planning."""

from clusters.births import Delivered
from clusters.registry import Cluster, register
from clusters.writing import Page
from puskesmas.facility.places import Line

from .at_birth import hear_births
from .child import CHILD, CHILD_PANELS
from .ending import hear_delivery
from .mother import MOTHER, PANELS


def _hear(page: Page, told: Delivered) -> None:
    """A birth ends the mother's pregnancy and begins each child's own papers."""
    hear_delivery(page, told)
    hear_births(page, told)


register(Cluster(Line.K2, "Klaster 2", exams=(*MOTHER, *CHILD), panels=(*PANELS, *CHILD_PANELS), when_delivered=_hear))
