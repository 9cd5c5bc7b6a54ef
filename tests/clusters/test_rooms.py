"""The list of a room: who waits, who is inside, who was sent out."""

from datetime import date

import pytest
from django.urls import reverse

from clusters.rooms import room_rows
from puskesmas.demo import laboratory
from puskesmas.visits import movement, queueing
from puskesmas.visits.priority import in_calling_order
from referrals import lab
from tests import cast
from tests.cast import entry_of, fresh, staff

from .people import in_the_room, signed_in, waiting_for_the_exam


@pytest.fixture
def dr_ayu(sungai_kakap):
    laboratory.add(sungai_kakap)
    return staff(sungai_kakap, "dokter")


@pytest.fixture
def ayu(dr_ayu):
    """The doctor's terminal."""
    return signed_in(dr_ayu)


def room_of(facility, place="KLASTER3"):
    return cast.point(facility, place)


def numbers(room, key):
    return [row.number for group in room.groups if group.key == key for row in group.rows]


def test_a_terminal_is_asked_once_which_room_it_is(ayu, sungai_kakap):
    point = room_of(sungai_kakap)
    assert "Layar ini di ruang mana?" in ayu.get(reverse("clusters:rooms")).content.decode()

    ayu.post(reverse("clusters:choose", args=[point.code]))

    assert ayu.get(reverse("clusters:rooms")).url == reverse("clusters:room", args=[point.code])


def test_the_list_shows_who_waits_with_the_reason_and_the_next_step(ayu, sungai_kakap):
    visit = waiting_for_the_exam(sungai_kakap, cast.pak_budi(sungai_kakap), complaint="Pusing")

    page = ayu.get(reverse("clusters:room", args=[room_of(sungai_kakap).code])).content.decode()

    for words in (visit.number, "Budi Santoso", "Pusing", "Panggil, periksa", "Lansia", "data-live-url"):
        assert words in page


def test_an_empty_room_says_so(ayu, sungai_kakap):
    page = ayu.get(reverse("clusters:room", args=[room_of(sungai_kakap).code])).content.decode()

    assert "Belum ada pasien di ruang ini" in page


def test_calling_next_brings_the_patient_into_the_room(ayu, sungai_kakap):
    visit = waiting_for_the_exam(sungai_kakap, cast.pak_budi(sungai_kakap))
    point = room_of(sungai_kakap)

    answer = ayu.post(reverse("clusters:call_next", args=[point.code]), follow=True)

    assert f"{visit.number} dipanggil." in answer.content.decode()
    assert numbers(room_rows(point), "ruangan") == [visit.number]


def test_a_patient_at_the_lab_keeps_the_place_and_says_where_they_are(sungai_kakap, dr_ayu):
    visit, entry = in_the_room(sungai_kakap, cast.pak_budi(sungai_kakap))
    lab.order_lab(visit, entry, tests=list(sungai_kakap.lab_tests.filter(code="HB")), by=dr_ayu)

    room = room_rows(room_of(sungai_kakap))

    away = next(group for group in room.groups if group.key == "luar").rows
    assert [(row.number, row.origin[:9]) for row in away] == [(visit.number, "Lab sejak")]
    assert away[0].primary == {"because": "Hasil belum keluar"}
    assert [(order.icon, order.state) for order in away[0].orders] == [("flask", "asked")]


def test_a_patient_who_came_back_waits_for_the_result_and_then_is_marked_as_back(sungai_kakap, dr_ayu):
    visit, entry = in_the_room(sungai_kakap, cast.pak_budi(sungai_kakap))
    order = lab.order_lab(visit, entry, tests=list(sungai_kakap.lab_tests.filter(code="HB")), by=dr_ayu)
    yuni = staff(sungai_kakap, "lab")
    cast.called_in(visit, by=yuni)
    lab.sample(order, by=yuni)

    row = next(group for group in room_rows(room_of(sungai_kakap)).groups if group.key == "menunggu").rows[0]

    assert row.is_back and row.origin == "Kembali: Lab"
    assert row.primary == {"because": "Hasil belum keluar"}


def test_after_two_of_priority_one_of_the_regular_goes():
    class One:
        def __init__(self, pk, band):
            self.pk, self.band, self.arrived_at = pk, band, pk

    entries = [One(1, 2), One(2, 1), One(3, 1), One(4, 1), One(5, 2), One(6, 0)]

    assert [one.pk for one in in_calling_order(entries, regular_after=2)] == [6, 2, 3, 1, 4, 5]
    assert [one.pk for one in in_calling_order(entries, regular_after=2, in_a_row=2)] == [6, 1, 2, 3, 5, 4]


def test_the_poll_answers_not_modified_while_nothing_changed(ayu, sungai_kakap, monday_morning):
    waiting_for_the_exam(sungai_kakap, cast.pak_budi(sungai_kakap))
    url = reverse("clusters:room_rows", args=[room_of(sungai_kakap).code])
    monday_morning.shift(1)
    first = ayu.get(url)

    assert ayu.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304

    queueing.call_next(room_of(sungai_kakap), by=staff(sungai_kakap, "dokter"))
    assert ayu.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("name", ["room", "room_rows"])
def test_another_puskesmas_room_does_not_exist(ayu, galis, name):
    assert ayu.get(reverse(f"clusters:{name}", args=[room_of(galis, "KIA").code])).status_code == 404


def test_a_kader_has_no_room(sungai_kakap):
    kader = signed_in(staff(sungai_kakap, "kader"))

    assert kader.get(reverse("clusters:rooms")).status_code == 403


def test_done_today_is_listed_with_where_they_went(ayu, sungai_kakap, dr_ayu):
    visit, entry = in_the_room(sungai_kakap, cast.pak_budi(sungai_kakap))
    movement.advance(entry, by=dr_ayu)

    page = ayu.get(reverse("clusters:room", args=[room_of(sungai_kakap).code]) + "?saring=selesai").content.decode()

    assert visit.number in page and "Pulang" in page


def test_two_hundred_waiting_cost_as_many_statements_as_two(
    ayu, sungai_kakap, dr_ayu, django_assert_max_num_queries, django_assert_num_queries
):
    point = room_of(sungai_kakap)
    url = reverse("clusters:room", args=[point.code])
    in_the_room(sungai_kakap, cast.pak_budi(sungai_kakap))
    waiting_for_the_exam(sungai_kakap, cast.pak_joko(sungai_kakap, payer="jkn"))
    ayu.get(url)  # the first page of a session also writes down that somebody is there
    with django_assert_max_num_queries(15) as few:
        ayu.get(url)
    murni = cast.a_patient(sungai_kakap, "Murni", born=date(1980, 1, 1))
    model = entry_of(waiting_for_the_exam(sungai_kakap, murni))
    copy_in_line(model, 200)

    with django_assert_num_queries(len(few)):
        page = ayu.get(url)

    assert page.content.decode().count("data-row=") >= 200


def test_one_of_those_who_wait_is_called_before_the_turn_with_a_reason(ayu, sungai_kakap):
    waiting_for_the_exam(sungai_kakap, cast.pak_budi(sungai_kakap))
    chosen = waiting_for_the_exam(sungai_kakap, cast.pak_joko(sungai_kakap, payer="jkn"))
    sheet = reverse("clusters:call_this", args=[entry_of(chosen).code])
    assert sheet in ayu.get(reverse("clusters:room", args=[room_of(sungai_kakap).code])).content.decode()
    assert f"Panggil {chosen.number} sebelum gilirannya" in ayu.get(sheet).content.decode()

    silent = ayu.post(sheet, {"reason": ""})
    answer = ayu.post(sheet, {"reason": "pucat dan lemas"}, follow=True)

    assert silent.status_code == 409 and "bukan giliran berikutnya" in silent.content.decode()
    assert f"{chosen.number} dipanggil." in answer.content.decode()
    assert chosen.events.filter(kind="called", reason="pucat dan lemas").exists()
    again = ayu.post(sheet, {"reason": "pucat"})
    assert again.status_code == 409 and "sudah dipanggil oleh dr. Ayu Lestari" in again.content.decode()


def test_who_may_not_call_chooses_nobody(sungai_kakap):
    visit = waiting_for_the_exam(sungai_kakap, cast.pak_budi(sungai_kakap))

    sheet = reverse("clusters:call_this", args=[entry_of(visit).code])

    assert signed_in(staff(sungai_kakap, "kapus")).post(sheet, {"reason": "x"}).status_code == 403


def copy_in_line(entry, times):
    """Put copies of a waiting patient in line, as a busy morning would."""
    visit = fresh(entry.visit)
    visits = []
    for n in range(times):
        copy = type(visit)(
            **{f.attname: getattr(visit, f.attname) for f in visit._meta.concrete_fields if f.name != "id"}
        )
        copy.code, copy.number = f"copy{n:08d}", f"C-{n:03d}"
        visits.append(copy)
    type(visit).objects.bulk_create(visits)
    entries = []
    for n, copy in enumerate(visits):
        place = type(entry)(
            **{f.attname: getattr(entry, f.attname) for f in entry._meta.concrete_fields if f.name != "id"}
        )
        place.code, place.number, place.visit_id, place.came_from_id = f"line{n:08d}", copy.number, copy.pk, None
        entries.append(place)
    type(entry).objects.bulk_create(entries)
