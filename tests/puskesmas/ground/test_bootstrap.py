"""Whoever clones Alur needs a Python and nothing else, and is told in one sentence when even that is not enough."""

import subprocess
import sys

import pytest

from puskesmas.ground import bootstrap, browser
from puskesmas.ground.machine import ROOT, Trouble


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """The requirements in a folder of their own."""
    for name in ("requirements.txt", "requirements-dev.txt", "constraints.txt"):
        (tmp_path / name).write_text((ROOT / name).read_text())
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    return tmp_path


def test_the_door_needs_no_package():
    asked = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); import manage"]

    assert subprocess.run(asked, cwd=ROOT).returncode == 0


def test_an_environment_that_holds_every_pin_is_used_as_it_is(clone):
    assert bootstrap.has_every_pin(for_tests=True)


def test_a_changed_pin_is_noticed(clone):
    before = bootstrap.fingerprint("requirements.txt")
    changed = (clone / "requirements.txt").read_text().replace("Django==5.2.", "Django==5.1.")
    (clone / "requirements.txt").write_text(changed)

    assert not bootstrap.has_every_pin(for_tests=False)
    assert bootstrap.fingerprint("requirements.txt") != before
    assert bootstrap.fingerprint("requirements-dev.txt") != before


def test_every_direct_requirement_is_pinned():
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    named = [line for line in lines if line and not line.startswith(("#", "-"))]

    assert [line for line in named if not bootstrap.PIN.match(line)] == []


def test_every_requirement_says_why_it_is_there():
    lines = (ROOT / "requirements.txt").read_text().splitlines()

    assert [line for line in lines if "==" in line and "  # " not in line] == []


def test_a_machine_without_a_browser_is_told_the_remedy_and_fails_in_ci(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.delenv("CI", raising=False)
    assert browser.ensured() is None

    monkeypatch.setenv("CI", "true")
    with pytest.raises(Trouble, match="sudo apt install chromium-headless-shell"):
        browser.ensured()


def test_a_named_browser_that_cannot_run_is_refused(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")

    with pytest.raises(Trouble, match="CHROMIUM is '/nowhere/chromium'"):
        browser.found()
