"""What a district's operator starts with docker compose has the parts it needs, each watched over."""

import yaml

from puskesmas.ground.machine import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_all_parts_are_there():
    assert set(COMPOSE["services"]) == {"nginx", "web", "live", "worker", "beat", "migrate", "db", "redis"}


def test_every_lasting_part_is_watched_over():
    lasting = {name: part for name, part in COMPOSE["services"].items() if name != "migrate"}

    assert [name for name, part in lasting.items() if "healthcheck" not in part] == []


def test_postgres_keeps_its_data_where_version_18_looks():
    assert COMPOSE["services"]["db"]["volumes"] == ["db:/var/lib/postgresql"]


def test_no_secret_is_written_down():
    environment = COMPOSE["services"]["web"]["environment"]

    for name in ("DATABASE_URL", "REDIS_URL", "ALUR_SECRET_KEY"):
        assert "${" in environment[name]
        assert ":-" not in environment[name]


def test_production_never_turns_debug_on():
    assert all("ALUR_DEBUG" not in part.get("environment", {}) for part in COMPOSE["services"].values())
