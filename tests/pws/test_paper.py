"""The sheets that are kept: what they say, for whom, and that reading names on paper is written down too."""

import re
import zlib
from base64 import a85decode

import pytest
from django.urls import reverse

from puskesmas.patients.models import RecordOpened
from tests import cast

from .test_lines import head  # noqa: F401  the head, in the same year


def sheet(client, name, **query):
    answer = client.get(reverse(f"pws:{name}"), query)
    assert answer["Content-Type"] == "application/pdf" and "no-store" in answer["Cache-Control"]
    return answer.content


def words_on(pdf):
    """Give the texts drawn on the pages, as reportlab writes them."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    pages = [zlib.decompress(a85decode(one.strip(), adobe=False) if not one.startswith(b"x") else one) for one in (
        stream.replace(b"~>", b"") for stream in streams
    )]  # fmt: skip
    found = re.findall(rb"\(((?:\\.|[^()\\])*)\) Tj", b"".join(pages))
    return " ".join(one.decode("cp1252", "replace") for one in found)


@pytest.mark.usefixtures("area")
def test_the_grid_is_a_sheet_with_letters_and_dashes(head):  # noqa: F811
    text = words_on(sheet(head, "grid_pdf", bulan="2024-04", klaster="k3"))

    assert "Belidak" in text and "J" in text.split() and "4,0" in text and "Kupah" in text


def test_one_indicator_has_its_drawings_and_table_on_paper(head, area):  # noqa: F811
    text = words_on(sheet(head, "indicator_pdf", bulan="2024-04", pilih="HT", desa=area["Belidak"].code))

    assert "Penderita" in text and "target" in text and "Apr" in text and "33,3" in text


def test_names_on_paper_are_opened_records_and_only_for_those_who_may(head, kakap, area):  # noqa: F811
    text = words_on(sheet(head, "names_pdf", bulan="2024-04", pilih="HT", desa=area["Belidak"].code, isi="sudah"))

    assert "Orang 3" in text and "Rahasia jabatan" in text
    assert RecordOpened.objects.filter(purpose="PWS HT").count() == 4
    assert head.get(reverse("pws:names_pdf"), {"pilih": "TB"}).status_code == 404
    head.force_login(cast.staff(kakap, "loket").user)
    assert head.get(reverse("pws:names_pdf"), {"pilih": "HT"}).status_code == 403
