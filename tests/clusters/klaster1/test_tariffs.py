"""What a service costs: by payer, by day, and never by guess."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from clusters.klaster1.models import Tariff
from puskesmas.visits import movement, rendering
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from tests import cast
from tests.cast import at_counter, fresh, staff


def a_tariff(facility, service="UMUM", **words):
    service = facility.services.get(code=service)
    about = {"facility_share": 7_000, "service_share": 8_000, "legal_basis": "Perda 1/2025"}
    return Tariff.objects.create(facility=facility, service=service, **about | words)


def render(visit, code):
    service = visit.facility.services.get(code=code)
    return rendering.render(visit, service, by=staff(visit.facility, "dokter"))


def test_pak_joko_who_pays_himself_is_charged_the_tariff_in_force(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_joko(sungai_kakap))

    given = render(visit, "UMUM")

    assert (given.amount, given.tariff_code, given.legal_basis) == (15_000, "T-UMUM", "Perda Uji, contoh")
    assert Fact.BILL_OPEN in fresh(visit).holding


def test_pak_budi_with_jkn_is_charged_nothing_and_the_service_is_still_on_his_bill(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))

    given = render(visit, "UMUM")

    assert (given.amount, given.legal_basis) == (0, "Ditanggung JKN")
    assert Fact.BILL_OPEN not in fresh(visit).holding


def test_a_programme_costs_nobody_anything(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.bu_sari(sungai_kakap))

    assert render(visit, "IMUNISASI").amount == 0
    assert Fact.BILL_OPEN not in fresh(visit).holding


def test_a_service_without_a_tariff_is_refused_by_name(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_joko(sungai_kakap))
    Tariff.objects.filter(service__code="UMUM").update(valid_to=date(2024, 5, 5))

    with pytest.raises(MoveRefused, match=r"Layanan Umum belum punya tarif yang berlaku 06-05-2024") as refused:
        render(visit, "UMUM")

    assert refused.value.code == "guard_refused"
    assert not visit.rendered.exists()


def test_the_tariff_of_the_visits_day_decides(sungai_kakap):
    Tariff.objects.filter(service__code="UMUM").update(valid_to=date(2024, 5, 6))
    a_tariff(sungai_kakap, code="T-UMUM-2", facility_share=50_000, valid_from=date(2024, 5, 7))

    assert render(at_counter(sungai_kakap, cast.pak_joko(sungai_kakap)), "UMUM").amount == 15_000


def test_two_tariffs_of_one_service_never_hold_on_one_day(sungai_kakap):
    with pytest.raises(IntegrityError, match="one_tariff_per_service_and_day"), transaction.atomic():
        a_tariff(sungai_kakap, code="T-2", valid_from=date(2030, 1, 1))
    Tariff.objects.filter(service__code="UMUM").update(valid_to=date(2029, 12, 31))
    a_tariff(sungai_kakap, code="T-2", valid_from=date(2030, 1, 1))

    holding = Tariff.objects.in_force(date(2030, 1, 1)).filter(service__code="UMUM")
    assert [one.code for one in holding] == ["T-2"]


@pytest.mark.parametrize(
    ("words", "promise"),
    [
        ({"facility_share": 0, "service_share": 0}, "only_a_programme_costs_nothing"),
        ({"is_programme": True}, "only_a_programme_costs_nothing"),
        ({"legal_basis": ""}, "a_tariff_has_a_legal_basis"),
        ({"valid_to": date(2019, 1, 1)}, "a_tariff_ends_after_it_begins|range lower bound"),
    ],
)
def test_the_database_keeps_tariffs_honest(sungai_kakap, words, promise):
    about = {"code": "T-X", "valid_from": date(2020, 1, 1), "valid_to": date(2020, 12, 31)}

    with pytest.raises(Exception, match=promise), transaction.atomic():
        a_tariff(sungai_kakap, **about | words)


def test_what_an_unknown_emergency_was_given_is_priced_when_the_counter_knows_who_pays(sungai_kakap):
    visit = cast.arrive(sungai_kakap, facts=[Fact.EMERGENCY])
    given = render(visit, "UMUM")
    assert given.amount == 0

    movement.identify(visit, cast.pak_joko(sungai_kakap), by=staff(sungai_kakap, "loket"))

    assert visit.rendered.get().amount == 15_000
    assert fresh(visit).facts["bill_open"] == [f"rendered:{given.code}"]


def test_a_card_found_inactive_turns_jkn_into_umum_and_opens_the_bill(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    render(visit, "UMUM")
    clerk = staff(sungai_kakap, "loket")

    movement.tell(visit, Fact.UMUM, by=clerk, reason="kartu tidak aktif")
    assert visit.rendered.get().amount == 15_000
    assert Fact.BILL_OPEN in fresh(visit).holding

    movement.tell(visit, Fact.JKN, by=clerk, reason="kartu aktif lagi")
    assert visit.rendered.get().amount == 0
    assert Fact.BILL_OPEN not in fresh(visit).holding
