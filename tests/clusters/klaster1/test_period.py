"""The daftar tilik over a period: what was kept, what the auditor said, and who waited longer than the SOP aims at."""

from django.urls import reverse

from clusters.klaster1 import auditing, compliance
from puskesmas.visits import movement
from puskesmas.visits.access import entries_for, visits_for
from tests.cast import called_in, fresh, minutes, staff


def gone_after(sitiung, waiting, clock):
    """Somebody who is called at the first stop after a wait, and leaves."""
    visit = movement.open_visit(sitiung, by=staff(sitiung, "pandu"))
    clock.shift(minutes(waiting))
    called_in(visit, by=staff(sitiung, "pandu"))
    movement.close(fresh(visit), by=staff(sitiung, "pandu"), disposition="left", reason="pergi")
    return fresh(visit)


def test_a_period_says_how_often_each_item_was_kept_and_the_auditors_word_counts(sitiung, monday_morning):
    visits = [gone_after(sitiung, 5, monday_morning) for _ in range(2)]
    auditing.override(visits[0], 6, "ya", by=staff(sitiung, "klaster1"), reason="dicatat di buku")

    period = compliance.audited(visits_for(staff(sitiung, "klaster1").user))

    assert (period.visits, period.read, len(period.items)) == (2, 2, 15)
    came, entered = period.items[0], period.items[5]
    assert (came.yes, came.no_answers, came.percent) == (2, 0, 100)
    assert (entered.yes, entered.no_answers, entered.percent) == (1, 1, 50)
    assert period.items[1].percent is None  # nobody was an emergency, so nothing is said of it


def test_waits_stand_beside_the_target_of_the_sop(sitiung, monday_morning):
    for waiting in (4, 12, 30):
        gone_after(sitiung, waiting, monday_morning)

    entries = entries_for(staff(sitiung, "klaster1").user)
    (wait,) = [one for one in compliance.waits(entries, {"PANDU": 10}) if one.people == 3]

    assert (wait.average, wait.longest, wait.target, wait.over, wait.percent_over) == (15, 30, 10, 2, 66)


def test_the_page_costs_the_same_however_many_came(client, sitiung, monday_morning, django_assert_max_num_queries):
    for _ in range(4):
        gone_after(sitiung, 3, monday_morning)
    client.force_login(staff(sitiung, "klaster1").user)

    with django_assert_max_num_queries(15):
        page = client.get(reverse("klaster1:period")).content.decode()

    assert "4 dari 4 kunjungan selesai dibaca" in page and "Pelaksana / Auditor" in page
    assert client.get(reverse("klaster1:period"), {"dari": "kemarin", "sampai": "9999-01-01"}).status_code == 200
    client.force_login(staff(sitiung, "loket").user)
    assert client.get(reverse("klaster1:period")).status_code == 403
