"""Tests may commit without leaving a trace for the next one."""

import subprocess
import sys

import pytest
from django.contrib.auth.models import User

COUNT = "import django; django.setup(); from django.contrib.auth.models import User; print(User.objects.count())"


def people_seen_by_another_process(database):
    run = [sys.executable, "-c", COUNT]
    return int(subprocess.run(run, env=database.environment, capture_output=True, text=True, check=True).stdout)


def test_another_process_sees_what_a_test_committed(committed_db):
    User.objects.create(username="dedi")

    assert people_seen_by_another_process(committed_db) == 1


def test_the_next_test_finds_an_empty_house(committed_db):
    assert not User.objects.exists()


def test_two_committed_tests_never_share_a_database(committed_db, server):
    assert server.has(committed_db.name)


@pytest.mark.django_db
def test_tests_that_roll_back_still_have_theirs():
    User.objects.create(username="rina")

    assert User.objects.count() == 1


def test_a_cast_is_made_on_the_committed_database_when_there_is_one(database, committed_db):
    assert database is committed_db
