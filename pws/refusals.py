"""What PWS may refuse."""

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal, Refused


class PwsRefused(Refused):
    """A number could not be kept, or a count not be begun; `reasons` says why, row by row or field by field."""


def may(by: Staff, permission: Permission) -> None:
    """Refuse somebody who does not hold a permission, or belongs to no puskesmas."""
    if by.facility_id is None or not by.can(permission):
        words = f"Peran {by.office.label.lower()} tidak berwenang melakukan ini. Minta petugas yang berwenang."
        raise PwsRefused("not_permitted", words, [Refusal("not_permitted", words)])
