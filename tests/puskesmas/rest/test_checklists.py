"""The daftar tilik by the API."""

from tests import cast
from tests.puskesmas.rest.conftest import Caller, done, furnished


def test_each_item_has_its_answer_and_what_proves_it(database):
    sitiung = furnished("sitiung_1")
    visit = cast.at_counter(sitiung, cast.pak_budi(sitiung))

    found = done(Caller(cast.staff(sitiung, "kapus")).get(f"/visits/{visit.code}/checklist/"))

    assert len(found["items"]) == 15
    assert set(found["items"][0]) == {"no", "text", "answer", "event", "because", "override"}
    assert {item["answer"] for item in found["items"]} <= {"ya", "tidak", "tidak_berlaku"}
