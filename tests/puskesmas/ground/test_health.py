"""Those who watch over the server learn the truth without signing in."""

import json
import urllib.request

import pytest
from django.test import Client


@pytest.mark.django_db
def test_a_server_with_its_database_is_alive():
    answer = Client().get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"database": True})


@pytest.mark.django_db
def test_a_server_without_the_live_side_is_not_ready():
    answer = Client().get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["listener"] is False


def test_a_whole_site_is_ready_even_without_its_broker(site):
    with urllib.request.urlopen(f"{site}/readyz") as answer:
        assert json.load(answer) == {"ready": True, "database": True, "listener": True, "disk": True, "broker": False}


@pytest.mark.django_db
def test_everything_else_asks_who_is_there():
    answer = Client().get("/admin/")

    assert answer.status_code == 302
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"] + ";"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
