"""What klaster 4 hears of: notifiable illnesses the moment they are named, and suspects of tuberculosis."""

from clusters.registry import Cluster, register
from puskesmas.facility.places import Line

from . import noticing, tb

register(
    Cluster(
        Line.K4,
        "Klaster 4",
        when_diagnosed=noticing.when_diagnosed,
        when_withdrawn=noticing.when_withdrawn,
        when_screened=tb.when_screened,
    )
)
