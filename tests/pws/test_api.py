"""What other programs read of a month: every village and indicator that was counted."""

from decimal import Decimal as D

from pws import keeping, targets
from pws.models import Basis
from pws.targets import Number
from tests import cast

from .people import resident, seen

ADDRESS = "/api/v1/pws/indicators/"


def test_a_program_reads_the_month_as_the_head_sees_it(client, kakap, area, officer):
    rows = [Number(area["Belidak"], "hipertensi", D("4.5"))]
    targets.set_targets(rows, year=2024, basis=Basis.PROJECTED, source="SKI", by=officer)
    seen(kakap, resident(area["Belidak"], "Wati"), "2024-02-05", "I10")
    seen(kakap, resident(area["Belidak"], "Sri"), "2024-03-04", "I10")
    seen(kakap, resident(area["Belidak"], "Ani"), "2024-03-05", "I10")
    keeping.rebuild(kakap, 2024)
    client.force_login(cast.staff(kakap, "kapus").user)

    answer = client.get(ADDRESS, {"month": "2024-03"}).json()

    assert answer["month"] == "2024-03"
    assert [village["name"] for village in answer["villages"]] == ["Belidak", "Kakap", "Kupah"]  # not the one outside
    found = {(row["village"], row["indicator"]): row for row in answer["rows"]}
    lagging = found[area["Belidak"].code, "HT"]
    assert {name: lagging[name] for name in ("numerator", "denominator", "trend", "status", "target")} == {
        "numerator": 3,
        "denominator": 4.5,
        "trend": "up",
        "status": "baik",
        "target": 25.0,
    }
    assert round(lagging["coverage"], 1) == 66.7 and round(lagging["month_coverage"], 1) == 44.4
    uncounted = found[area["Kupah"].code, "HT"]
    assert (uncounted["coverage"], uncounted["status"], uncounted["denominator"]) == (None, None, None)


def test_the_district_and_a_neighbour_read_no_village_of_it(client, kakap, area):
    keeping.rebuild(kakap, 2024)

    for user in (cast.district_officer().user, cast.staff(cast.a_puskesmas("galis"), "kapus").user):
        client.force_login(user)
        answer = client.get(ADDRESS, {"month": "2024-03"}).json()
        assert (answer["villages"], answer["rows"]) == ([], [])
