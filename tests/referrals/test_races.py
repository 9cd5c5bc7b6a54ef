"""Two people at two screens: one wins, the other reads what happened, and no number is given twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from django.db import connection, transaction

from puskesmas.visits.guards import MoveRefused
from referrals import lab, results
from referrals.letters import next_letter_number
from tests import cast
from tests.cast import staff
from tests.referrals.people import called_in, in_the_room, menu


def at_once(*acts):
    """Run each act in its own thread and connection, starting together; give what each returned or refused."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait()
            return act()
        except MoveRefused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_eight_rooms_draw_eight_letter_numbers(committed_db, galis):
    def draw():
        with transaction.atomic():
            return next_letter_number(galis, date(2024, 5, 6))

    drawn = at_once(*[draw] * 8)

    assert sorted(number[:4] for number in drawn) == [f"{n:04}" for n in range(1, 9)]


def test_two_officers_give_one_result_once(committed_db, galis):
    doctor, yuni, evening = staff(galis, "dokter"), staff(galis, "lab"), staff(galis, "lab", suffix="2")
    visit, entry = in_the_room(galis, cast.pak_joko(galis))
    order = lab.order_lab(visit, entry, tests=menu(galis, "HB"), by=doctor)
    called_in(visit, by=yuni)
    lab.sample(order, by=yuni)

    told = at_once(
        lambda: results.give_result(order, results={"HB": "13,5"}, by=yuni),
        lambda: results.give_result(order, results={"HB": "14"}, by=evening),
    )

    refused = [one for one in told if isinstance(one, MoveRefused)]
    assert [one.code for one in refused] == ["already_done"]
    assert visit.rendered.count() == 1
    assert visit.events.filter(kind="lab_result").count() == 1
