"""A room's list with two hundred waiting, against a bare view of the same rows (design §12)."""

from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from clusters.rooms import room_rows
from puskesmas.visits.models import QueueEntry
from puskesmas.visits.templatetags.alur import _queue_row
from puskesmas.visits.walkmini import mini
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

    ready = vars(room_rows(room).groups[0].rows[1])
    again = milliseconds([lambda: client.get(address) for _ in range(15)])
    cold = milliseconds([lambda: _forgotten(client, address) for _ in range(5)])
    bare = milliseconds([lambda: _bare(room, ready) for _ in range(15)])
    plain = milliseconds([lambda: _plain(room) for _ in range(15)])

    print(f"\n{WAITING} waiting; one query and one string of five words a row {plain:.1f} ms")
    say("queue page, rows drawn before", again, bare, hold=HOLD)
    say("queue page, no row drawn before", cold, bare, hold=HOLD)


def _forgotten(client, address) -> None:
    _queue_row.cache_clear()
    mini.cache_clear()
    client.get(address)


def _bare(room, ready) -> str:
    """A view of nothing but one query and the same template, each row's words and walk already made."""
    rows = QueueEntry.objects.filter(point=room).open().select_related("visit__patient", "visit__profile", "point")
    lines = [{**ready, "code": row.code, "number": row.number, "name": row.visit.patient.name} for row in rows]
    return "".join(render_to_string("components/_queue_row.html", {"row": line}) for line in lines)


def _plain(room) -> str:
    """The rows by the plainest means there are: one query and one string."""
    rows = QueueEntry.objects.filter(point=room).open().select_related("visit__patient", "visit__profile", "point")
    return "".join(
        f"<tr><td>{row.number}</td><td>{row.visit.patient.name}</td><td>{row.visit.complaint}</td>"
        f"<td>{row.queued_at:%H.%M}</td><td>{row.band_reason}</td></tr>"
        for row in rows
    )
