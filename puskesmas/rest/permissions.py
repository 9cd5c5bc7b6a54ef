"""Who may do what over the API: each operation names its permission, and a role that lacks it reads why."""

from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import BasePermission

from puskesmas.facility.access import staff_of
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission

from .errors import Forbidden

MAY_NOT = "Peran {role} tidak berwenang melakukan ini. Minta petugas yang berwenang."


class MayDoThis(BasePermission):
    """Lets those through whose role holds every permission the operation needs."""

    def has_permission(self, request, view) -> bool:
        """Say whether somebody is signed in; refuse with a sentence those whose role may not."""
        if not request.user or not request.user.is_authenticated:
            return False
        operation = getattr(getattr(view, request.method.lower(), None), "operation", None)
        if operation is None:
            raise MethodNotAllowed(request.method)
        require(staff_of(request.user), *operation.needs)
        return True


def require(staff: Staff, *permissions: Permission) -> None:
    """Refuse, with a sentence, somebody whose role lacks one of these."""
    if not all(staff.can(permission) for permission in permissions):
        raise Forbidden(MAY_NOT.format(role=staff.office.label.lower()))
