"""What the desk of klaster 3 shows above the exams: the registers of the person, with what was found last."""

from clusters.reading import Reading
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place

from .access import registers_for
from .models import Register


def followed(reading: Reading) -> list[Register] | None:
    """Give the open registers of the patient in the room of klaster 3; None where there are none to show."""
    if reading.entry.place != Place.KLASTER3 or reading.patient is None or not reading.may(Permission.REGISTER_READ):
        return None
    return list(registers_for(reading.user).open().of_person(reading.patient)) or None
