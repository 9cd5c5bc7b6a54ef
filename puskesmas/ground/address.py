"""Where a request comes from."""

from django.conf import settings


def address_of(request):
    """The address of the one who asks: behind our own proxy the last one it wrote down, never what a client claims."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
