"""`.env.example` names every variable that settings and compose read, so that nobody has to search the code."""

import re

from puskesmas.ground.machine import ROOT

TESTS_ALONE = {"ALUR_TESTS"}


def test_every_variable_is_explained():
    readers = (ROOT / "puskesmas" / "settings.py", ROOT / "puskesmas" / "demo" / "district.py")
    settings = [name for path in readers for name in re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', path.read_text())]
    compose = re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text())
    explained = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert {*settings, *compose, "DATABASE_URL", "REDIS_URL"} - TESTS_ALONE == explained
