"""What klaster 4 hears of: notifiable illnesses the moment they are named, and suspects of tuberculosis."""

from clusters.registry import Cluster, Panel, register
from puskesmas.facility.places import Line
from puskesmas.visits.states import State

from . import noticing, panels, tb

_STATES = frozenset({State.EXAM, State.INTERNAL_REFERRAL})

register(
    Cluster(
        Line.K4,
        "Klaster 4",
        panels=(Panel("clusters/klaster4/_episode_panel.html", _STATES, panels.episode),),
        when_diagnosed=noticing.when_diagnosed,
        when_withdrawn=noticing.when_withdrawn,
        when_screened=tb.when_screened,
    )
)
