"""Who may write about a person: each verb asks for itself, whichever page or program calls it."""

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal

from .refusals import IdentityRefused

# Naming somebody at the bedside is a registration too, so those who may identify may give a record and its payer.
REGISTERS = (Permission.PATIENT_WRITE, Permission.VISIT_IDENTIFY)
CHECKS_CARDS = (Permission.COVERAGE_CHECK, Permission.VISIT_IDENTIFY)
NOTES_ALLERGIES = (Permission.SOAP_WRITE,)


def may(by: Staff, *any_of: Permission) -> None:
    """Refuse somebody who holds none of these permissions."""
    if not any(by.can(one) for one in any_of):
        words = f"Peran {by.office.label.lower()} tidak berwenang melakukan ini. Minta petugas yang berwenang."
        raise IdentityRefused("not_permitted", words, [Refusal("not_permitted", words)])
