"""A visit, its place in line, the sentences written about it and the SOP it runs under."""

from .event import VisitEvent
from .keys import IdempotencyKey
from .line import NumberCounter, PointDay, QueueEntry
from .profile import FlowProfile
from .rendered import ServiceRendered
from .visit import Visit

__all__ = [
    "FlowProfile",
    "IdempotencyKey",
    "NumberCounter",
    "PointDay",
    "QueueEntry",
    "ServiceRendered",
    "Visit",
    "VisitEvent",
]
