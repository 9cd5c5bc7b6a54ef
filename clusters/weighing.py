"""Tells the pharmacy what was weighed in a visit."""

from datetime import datetime
from decimal import Decimal

from pharmacy.weights import register_scale
from puskesmas.visits.models import Visit

from .models import VitalSigns


@register_scale
def last_weight(visit: Visit) -> tuple[Decimal, datetime] | None:
    """Give the latest weight of a visit as it stands, with when it was measured."""
    weighed = VitalSigns.objects.current().filter(visit=visit, weight__isnull=False)
    return weighed.order_by("-measured_at", "-pk").values_list("weight", "measured_at").first()
