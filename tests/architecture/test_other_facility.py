"""Another facility's row is a 404: every address that takes a code, as every role of a neighbouring puskesmas."""

from itertools import cycle

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from puskesmas.facility.roles import RoleCode
from tests import cast

REFUSED = {403, 404, 405}
# Pages of nobody's row: the television's code is its key, and the admin narrows its own lists.
OPEN = ("papan/", "admin/", "api/v1/schema", "komponen", "static")


def addresses(resolver=None, prefix=""):
    """Give every address with a code in it, as a pattern with its parameters."""
    for one in (resolver or get_resolver()).url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one, route)
        elif isinstance(one, URLPattern) and "code>" in route and not route.startswith(OPEN):
            yield route


def filled(route: str, code: str) -> str:
    """Give the address with the neighbour's code in each place."""
    out = []
    for part in route.split("/"):
        if part.startswith("<int:"):
            part = "1"
        elif part.startswith("<"):
            part = code
        out.append(part)
    return "/" + "/".join(out)


def _typed(route: str, method: str) -> dict:
    """Programs speak JSON, pages send forms."""
    return {"content_type": "application/json"} if method == "post" and route.startswith("api/") else {}


@pytest.fixture
def neighbour(db):
    """A visit inside a puskesmas, with the codes of what belongs to it."""
    kakap = cast.a_puskesmas("sungai_kakap")
    visit = cast.at_counter(kakap, cast.pak_budi(kakap))
    entry = cast.entry_of(visit)
    return {"visit": visit.code, "entry": entry.code, "patient": visit.patient.code, "point": entry.point.code}


def test_a_neighbours_row_is_not_found_by_anyone(client, neighbour):
    rini = cast.a_puskesmas("dharma_rini")
    roles = [role for role in RoleCode.values if role != RoleCode.DINAS]
    kinds = cycle(neighbour)  # over all roles each address meets each kind of code

    opened = []
    for role in roles:
        client.force_login(cast.staff(rini, role).user)
        next(kinds)
        for route in addresses():
            kind = next(kinds)
            for method in ("get", "post"):
                answer = getattr(client, method)(filled(route, neighbour[kind]), **_typed(route, method))
                if answer.status_code not in REFUSED:
                    opened.append(f"{role} {method} {route} with the neighbour's {kind}: {answer.status_code}")

    assert not opened, "\n".join(opened)


def test_the_district_reads_no_ones_row(client, neighbour):
    client.force_login(cast.district_officer().user)

    opened = [
        f"{route}: {answer.status_code}"
        for route in addresses()
        for code in neighbour.values()
        if (answer := client.get(filled(route, code))).status_code not in REFUSED
    ]

    assert not opened, "\n".join(opened)
