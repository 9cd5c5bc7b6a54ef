"""A room's list with two hundred waiting, against a bare view of the same rows (design §12)."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from puskesmas.visits.models import QueueEntry
from tests import cast
from tests.benchmarks.measure import milliseconds, say

WAITING = 200
HOLD = 2.5


def test_queue_page(committed_db):
    facility = cast.a_puskesmas("sungai_kakap")
    doctor, room = cast.staff(facility, "dokter"), cast.point(facility, "KLASTER3")
    for n in range(WAITING):
        visit = cast.at_counter(facility, cast.a_patient(facility, f"Pasien {n}", born=cast.date(1980, 1, 1)))
        cast.go_on(visit, "loket")
        cast.go_on(visit, "loket")
    client = Client()
    client.force_login(doctor.user)
    address = reverse("clusters:room_rows", args=[room.code])
    assert client.get(address).status_code == 200

    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    page = milliseconds([lambda: client.get(address) for _ in range(15)])
    bare = milliseconds([lambda: _bare(room) for _ in range(15)])

    print(f"\n{WAITING} waiting, {len(captured)} queries")
    say("queue page", page, bare, hold=HOLD)


def _bare(room) -> str:
    """The same rows by the plainest means: one query and one string."""
    rows = QueueEntry.objects.filter(point=room).open().select_related("visit__patient", "visit__profile", "point")
    return "".join(
        f"<tr><td>{row.number}</td><td>{row.visit.patient.name}</td><td>{row.visit.complaint}</td>"
        f"<td>{row.queued_at:%H.%M}</td><td>{row.band_reason}</td></tr>"
        for row in rows
    )
