"""Production settings satisfy Django's own list of what a public server needs."""

import os
import subprocess
import sys

import pytest

from puskesmas.ground.machine import ROOT

PRODUCTION = {
    "ALUR_SECRET_KEY": "production-knows-secrets-9a8b7c6d5e4f-ABCDEFGHIJKLMNOPQRSTUV",
    "ALUR_HOSTS": "alur.example.go.id",
    "DATABASE_URL": "postgresql://alur:password@db:5432/alur",
    "REDIS_URL": "redis://redis:6379/0",
    "PATH": os.environ["PATH"],
}


def manage(*arguments, **environment):
    run = [sys.executable, "manage.py", *arguments]
    return subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_check_deploy_is_clean():
    done = manage("check", "--deploy", "--fail-level", "WARNING", "--tag", "security", **PRODUCTION)

    assert done.returncode == 0, done.stderr


def test_debug_is_off_unless_asked_for():
    done = manage("diffsettings", "--all", **PRODUCTION)

    assert "DEBUG = False" in done.stdout.replace("### ", "")


@pytest.mark.parametrize("name", ["ALUR_SECRET_KEY", "REDIS_URL"])
def test_what_is_missing_is_one_sentence(name):
    done = manage("check", **{key: value for key, value in PRODUCTION.items() if key != name})

    assert done.returncode == 1
    assert done.stderr.startswith(f"manage.py: {name} is not set: ")
    assert len(done.stderr.splitlines()) == 1
