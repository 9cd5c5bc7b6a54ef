"""What the desk of klaster 4 shows above the exams: the way to the episode of the person."""

from clusters.reading import Reading
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place

from .access import episodes_for
from .models import TbCase


def episode(reading: Reading) -> TbCase | None:
    """Give the open episode of the patient in the room of klaster 4; None where there is none to show."""
    if reading.entry.place != Place.KLASTER4 or reading.patient is None or not reading.may(Permission.CASE_WRITE):
        return None
    return episodes_for(reading.user).open().of_person(reading.patient).first()
