"""What klaster 2 offers the desk: the exams of mothers, and those of children and family planning."""

from clusters.registry import Cluster, register
from puskesmas.facility.places import Line

from .child import CHILD, CHILD_PANELS
from .ending import hear_delivery
from .mother import MOTHER, PANELS

register(
    Cluster(
        Line.K2, "Klaster 2", exams=(*MOTHER, *CHILD), panels=(*PANELS, *CHILD_PANELS), when_delivered=hear_delivery
    )
)
