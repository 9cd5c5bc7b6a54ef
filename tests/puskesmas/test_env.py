"""An operator who forgets a setting reads one sentence with the name and the remedy."""

import pytest

from puskesmas import env


def test_a_missing_database_is_named_with_its_remedy():
    with pytest.raises(env.EnvironmentProblem, match=r"DATABASE_URL is not set: write postgresql://.*manage\.py"):
        env.database(source={})


@pytest.mark.parametrize("address", ["mysql://db/alur", "postgresql://db", "sqlite:///alur", "postgresql://db:x/alur"])
def test_an_odd_database_is_refused(address):
    with pytest.raises(env.EnvironmentProblem, match="DATABASE_URL"):
        env.database(source={"DATABASE_URL": address})


def test_a_database_is_read_with_its_password_unquoted():
    read = env.database(source={"DATABASE_URL": "postgresql://alur:p%40ss@db:5433/alur?sslmode=require"})

    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"]) == ("alur", "p@ss", "db", "5433")
    assert read["OPTIONS"] == {"sslmode": "require"}


def test_a_database_on_a_socket_is_found_in_its_folder():
    read = env.database(source={"DATABASE_URL": "postgresql://alur@/alur?host=/tmp/alur-1"})

    assert (read["HOST"], read["PORT"], read["OPTIONS"]) == ("/tmp/alur-1", "", {})


def test_a_broker_on_a_socket_is_written_as_celery_reads_it():
    assert env.broker(source={"REDIS_URL": "unix:///tmp/a.sock"}) == "redis+socket:///tmp/a.sock"


def test_an_odd_broker_is_refused():
    with pytest.raises(env.EnvironmentProblem, match="REDIS_URL"):
        env.broker(source={"REDIS_URL": "amqp://mq"})


@pytest.mark.parametrize("secret", ["short", "a" * 60])
def test_a_poor_secret_is_refused(secret):
    with pytest.raises(env.EnvironmentProblem, match="ALUR_SECRET_KEY is too short or too plain"):
        env.secret("ALUR_SECRET_KEY", source={"ALUR_SECRET_KEY": secret})


@pytest.mark.parametrize(("word", "meant"), [("true", True), ("NO", False), ("1", True), ("", False)])
def test_yes_and_no_are_understood(word, meant):
    assert env.flag("X", False, source={"X": word}) is meant


def test_maybe_is_not_an_answer():
    with pytest.raises(env.EnvironmentProblem, match="X is 'maybe': write true or false"):
        env.flag("X", False, source={"X": "maybe"})


@pytest.mark.parametrize("value", ["-1", "sixty", "2.5"])
def test_a_number_is_whole(value):
    with pytest.raises(env.EnvironmentProblem, match="whole number"):
        env.number("X", 60, source={"X": value})


def test_a_word_outside_the_list_is_told_the_list():
    with pytest.raises(env.EnvironmentProblem, match="write one of INFO, ERROR"):
        env.choice("X", "INFO", ("INFO", "ERROR"), source={"X": "LOUD"})


def test_lists_are_written_with_commas():
    assert env.words("X", source={"X": "a.id, b.id,"}) == ["a.id", "b.id"]
