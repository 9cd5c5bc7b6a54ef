"""Every page speaks the time of the facility its reader works in."""

from zoneinfo import ZoneInfo

from django.utils import timezone


class FacilityZoneMiddleware:
    """Activates the zone of the signed-in staff member's facility for one request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with timezone.override(zone_of(request.user)):
            return self.get_response(request)


def zone_of(user):
    """The zone of the user's facility, or the server's own for those who belong to none."""
    staff = getattr(user, "staff", None)
    facility = getattr(staff, "facility", None)
    return ZoneInfo(facility.timezone) if facility else timezone.get_default_timezone()
