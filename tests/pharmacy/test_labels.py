"""What stands on the etiket."""

from datetime import timedelta
from decimal import Decimal

from pharmacy import services
from pharmacy.labels import labels_of
from pharmacy.models import Meal
from tests import cast

from .conftest import in_kia, line, prepared, stocked


def test_the_etiket_says_whose_it_is_and_how_to_take_it(dharma_rini, rina, tono):
    stocked(dharma_rini, "PARASETAMOL-SIRUP", 1, batch="A", days=30)
    stocked(dharma_rini, "PARASETAMOL-SIRUP", 5, batch="B", days=90)
    stocked(dharma_rini, "SALEP-MATA", 5)
    raka = cast.raka(dharma_rini)
    visit = in_kia(dharma_rini, raka, services=["IMUNISASI"])
    syrup = line(
        dharma_rini, "PARASETAMOL-SIRUP", 2, dose="5 ml", frequency="3x1", meal=Meal.AFTER, note="p.r.n. demam"
    )
    ointment = line(dharma_rini, "SALEP-MATA", 1, dose="tipis", frequency="2x sehari")
    written = services.prescribe(visit, cast.entry_of(visit), [syrup, ointment], by=rina, weight_kg=Decimal("14.2"))

    white, blue = labels_of(prepared(written, by=tono))

    assert (white.patient, white.record_number) == ("An. Raka Pratama", raka.record_number_label)
    assert white.facility == dharma_rini.name and white.number == written.number and white.on == written.on
    assert (white.drug, white.quantity) == ("Parasetamol 120 mg/5 ml", "2 botol")
    assert (white.rule, white.meal, white.note) == ("3 kali sehari 5 ml", "Sesudah makan", "bila perlu demam")
    assert white.shake and not white.is_blue and white.kind_label == "Putih"
    assert white.expiry == dharma_rini.today() + timedelta(days=30)
    assert blue.is_blue and not blue.shake and blue.route == "Ke mata"
    assert white.prepared_by == tono.name
    assert white.weight == "14,2 kg"


def test_what_is_not_given_gets_no_etiket(dharma_rini, bu_wati, rina, tono):
    stocked(dharma_rini, "AMOKSISILIN", 5)
    visit = in_kia(dharma_rini, bu_wati)
    lines = [line(dharma_rini, "AMOKSISILIN", 5), line(dharma_rini, "DMPA", 1)]
    written = services.prescribe(visit, cast.entry_of(visit), lines, by=rina)

    assert [label.drug for label in labels_of(prepared(written, by=tono))] == ["Amoksisilin 500 mg"]
