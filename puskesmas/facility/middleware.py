"""Every page speaks the time of the puskesmas its reader works in."""

from zoneinfo import ZoneInfo

from django.utils import timezone


class FacilityZoneMiddleware:
    """Activates the zone of the signed-in staff member's facility for one request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with timezone.override(zone_of(request.user)):
            return self.get_response(request)


def zone_of(user) -> ZoneInfo:
    """Return the zone of the user's facility, or the server's own for those who belong to none.

    A request signed by token has its user only inside the view, so the API calls this there too.
    """
    staff = getattr(user, "staff", None)
    facility = getattr(staff, "facility", None)
    return facility.zone if facility else timezone.get_default_timezone()
