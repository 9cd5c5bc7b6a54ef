"""The guarded doors of the ground floor: who signs, and which rows of their own puskesmas they see.

A row of another facility does not exist for whoever asks, so every door answers 404 rather than 403.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth import get_user_model
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from .models import Desk, Facility, Hamlet, Pustu, Service, ServicePoint, Staff, Village
from .permissions import Permission

NO_STAFF = "Akun ini belum terhubung dengan petugas. Minta administrator puskesmas menghubungkannya."
NOT_YOURS = "Peran {role} tidak berwenang membuka halaman ini. Minta petugas yang berwenang."


def staff_of(user) -> Staff:
    """Return the person at work behind an account, with their facility."""
    staff = getattr(user, "staff", None)
    if staff is None or not staff.is_active:
        raise PermissionDenied(NO_STAFF)
    return staff


def facility_of(user) -> Facility:
    """Return the puskesmas an account works for; the district has none."""
    facility = staff_of(user).facility
    if facility is None:
        raise Http404("Akun dinas tidak bekerja di satu puskesmas.")
    return facility


def points_for(user) -> QuerySet[ServicePoint]:
    """Return the service points of the user's puskesmas."""
    return ServicePoint.objects.filter(facility_id=staff_of(user).facility_id)


def point_by_code(user, code: str) -> ServicePoint:
    """Return one service point of the user's puskesmas."""
    return _one(points_for(user).select_related("facility"), code)


def desk_by_code(user, code: str) -> Desk:
    """Return one desk of the user's puskesmas."""
    return _one(Desk.objects.filter(point__facility_id=staff_of(user).facility_id).select_related("point"), code)


def services_for(user) -> QuerySet[Service]:
    """Return the services of the user's puskesmas."""
    return Service.objects.filter(facility_id=staff_of(user).facility_id)


def service_by_code(user, code: str) -> Service:
    """Return one service of the user's puskesmas."""
    return _one(services_for(user), code)


def villages_for(user) -> QuerySet[Village]:
    """Return the villages the user's puskesmas knows, those outside its area too."""
    return Village.objects.filter(facility_id=staff_of(user).facility_id)


def village_by_code(user, code: str) -> Village:
    """Return one village the user's puskesmas knows."""
    return _one(villages_for(user), code)


def pustu_for(user) -> QuerySet[Pustu]:
    """Return the Pustu of the user's puskesmas."""
    return Pustu.objects.filter(facility_id=staff_of(user).facility_id)


def staff_for(user) -> QuerySet[Staff]:
    """Return the people who work at the user's puskesmas."""
    facility_id = staff_of(user).facility_id
    return Staff.objects.filter(facility_id=facility_id) if facility_id else Staff.objects.none()


def staff_by_code(user, code: str) -> Staff:
    """Return one colleague of the user."""
    return _one(staff_for(user), code)


# How a row of master data is tied to its puskesmas, for the lists an administrator chooses from.
_TIED_BY = {
    Facility: "pk",
    ServicePoint: "facility",
    Village: "facility",
    Hamlet: "village__facility",
    Pustu: "facility",
}


def own_rows_for(user, model: type[Model]) -> QuerySet | None:
    """Return the rows of a kind of master data in the user's puskesmas, or None for a kind that is tied to none."""
    if model not in _TIED_BY:
        return None
    return model.objects.filter(**{_TIED_BY[model]: staff_of(user).facility_id})


def is_username_taken(username: str, *, other_than: int | None = None) -> bool:
    """Say whether an account of this name exists, anywhere in the district: people sign in without naming a place."""
    return get_user_model().objects.exclude(pk=other_than).filter(username=username).exists()


def staff_with(*permissions: Permission) -> Callable:
    """Open a view to those who hold every permission named, as `request.staff`; 403 for the rest of the staff.

    The wrapped view says its `permissions`, so that a test can ask which role may open it.
    """

    def guard(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            request.staff = staff_of(request.user)
            if not all(request.staff.can(permission) for permission in permissions):
                raise PermissionDenied(NOT_YOURS.format(role=request.staff.office.label.lower()))
            return view(request, *args, **kwargs)

        guarded.permissions = permissions
        return guarded

    return guard


def _one(rows: QuerySet, code: str):
    try:
        return rows.get(code=code)
    except rows.model.DoesNotExist:
        raise Http404(f"No {rows.model._meta.model_name} has the code {code!r} here.") from None
