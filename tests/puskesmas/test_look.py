"""The face: no page carries a style or a script of its own, colours can be read, and a first load stays light."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from puskesmas import komponen

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "puskesmas" / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMPONENTS = sorted((ROOT / "templates" / "components").glob("_*.html"))
TOKENS = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{3,6});", (STATIC / "css" / "tokens.css").read_text()))

READ_ON = [
    ("--ink", "--paper"), ("--ink-2", "--paper"), ("--ink-2", "--ground"), ("--off", "--ground"),
    ("--off", "--k3-wash"), ("--on-sign", "--sign"), ("--on-sign-2", "--sign"), ("--amber", "--sign"),
    ("--ink", "--kuning"),
    *((name, "--paper") for name in ("--k1", "--k2", "--k3", "--k4", "--lx", "--merah", "--hijau")),
]  # fmt: skip


def names_of(paths):
    return [str(path.relative_to(ROOT / "templates")) for path in paths]


@pytest.mark.parametrize("path", TEMPLATES, ids=names_of(TEMPLATES))
def test_a_template_has_no_style_and_no_script_of_its_own(path):
    text = path.read_text()

    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)


@pytest.mark.parametrize("path", COMPONENTS, ids=names_of(COMPONENTS))
def test_a_component_can_be_loaded_and_says_what_it_wants(path):
    get_template(f"components/{path.name}")

    if path.name not in {"_button_keys.html", "_button_inside.html"}:
        assert "{#" in path.read_text()[:200]


def test_every_icon_asked_for_is_drawn():
    drawn = set(re.findall(r'<symbol id="(\w+)"', (STATIC / "icons.svg").read_text()))
    asked = {name for path in TEMPLATES for name in re.findall(r'{% icon "(\w+)"', path.read_text())}

    assert asked <= drawn


@pytest.mark.parametrize("ink, ground", READ_ON)
def test_words_can_be_read(ink, ground):
    lighter, darker = sorted((luminance(TOKENS[ink]), luminance(TOKENS[ground])), reverse=True)

    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(letter * 2 for letter in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_vendored_files_are_the_ones_that_were_published():
    table = (STATIC / "vendor" / "VENDOR.md").read_text()
    sums = dict(re.findall(r"^\| ([\w.-]+\.js)[^|]*\|.*\| ([0-9a-f]{64}) \|$", table, re.M))
    files = [*(STATIC / "vendor").glob("*.js"), ROOT / "tests" / "browser" / "vendor" / "axe.min.js"]

    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files} == sums


def test_no_script_of_ours_imports_another():
    # Hashed file names would not be followed through an import.
    for path in (STATIC / "js").glob("*.js"):
        assert not re.search(r"^import\b|\bimport\(", path.read_text(), re.M), path.name


@pytest.mark.parametrize("page", komponen.PAGES)
def test_a_first_load_is_light(page, shown):
    html = shown(page)
    files = {STATIC / name for name in re.findall(r'(?:src|href)="/static/([^"#]+)', html)}

    weight = sum(len(gzip.compress(path.read_bytes(), 9)) for path in files) + len(gzip.compress(html.encode(), 9))
    assert weight < 100_000


@pytest.mark.parametrize("page", komponen.PAGES)
def test_no_component_leaves_a_style_on_the_page(page, shown):
    html = shown(page)

    assert " style=" not in html
    assert "<script>" not in html


def test_the_components_are_shown_while_developing_only(rf, settings):
    settings.DEBUG = False

    with pytest.raises(Http404):
        komponen.komponen(rf.get("/komponen/"))


def test_a_patient_without_an_allergy_is_told_apart_from_one_never_asked():
    asked = render_to_string("components/_banner.html", {"banner": {"number": "A-001", "allergies_asked": True}})
    never = render_to_string("components/_banner.html", {"banner": {"number": "A-001"}})

    assert "Tidak ada alergi" in asked
    assert "Alergi belum ditanyakan" in never


def test_a_refusal_shows_all_its_reasons():
    refused = {"message": "Belum bisa dipulangkan.", "reasons": [{"message": "Hb belum diisi."}, {"message": "Obat."}]}

    html = render_to_string("components/_messages.html", {"refused": refused})

    assert html.count("<li>") == 2
    assert 'role="alert"' in html


@pytest.fixture
def shown(settings, monkeypatch):
    """One sample page as a signed-out developer gets it."""
    settings.DEBUG = True
    settings.ROOT_URLCONF = "tests.puskesmas.look_urls"

    def show(page):
        request = RequestFactory().get(f"/komponen/{page}/")
        request.user = AnonymousUser()
        return komponen.komponen(request, page).content.decode()

    return show


@pytest.fixture
def rf():
    return RequestFactory()
