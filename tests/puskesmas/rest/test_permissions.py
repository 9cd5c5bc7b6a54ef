"""Every operation asks for its permission, of every role."""

import pytest

from puskesmas import api as addresses
from puskesmas.facility.models import Staff
from puskesmas.facility.roles import RoleCode
from puskesmas.rest.operations import Endpoint
from tests import cast
from tests.puskesmas.rest.conftest import Caller, refused


def operations():
    """Each method of each address with the permissions it needs."""
    for pattern in addresses.urlpatterns:
        view = pattern.callback.cls
        if issubclass(view, Endpoint):
            for method in ("get", "post"):
                if handler := getattr(view, method, None):
                    path = str(pattern.pattern).replace("<slug:code>", "tidak-ada")
                    yield method, f"/{path}", handler.operation.needs


@pytest.mark.parametrize("role", [role for role in RoleCode.values if role != "dinas"])
def test_a_role_reaches_what_it_may_and_nothing_more(kakap, role):
    caller = Caller(cast.staff(kakap, role))

    for method, path, needs in operations():
        answer = getattr(caller, method)(path)
        allowed = all(caller.staff.can(permission) for permission in needs)
        if allowed:
            assert answer.status_code != 403, (method, path)
            assert answer.status_code == 404 or "tidak-ada" not in path, (method, path)
        else:
            assert refused(answer, 403)["code"] == "permission_denied", (method, path)


@pytest.mark.django_db
def test_the_district_reaches_only_what_is_added_up():
    user = cast.get_user_model().objects.create_user("dinas")
    dinas = Caller(Staff.objects.create(user=user, role="dinas", name="Dinas"))

    reached = [path for method, path, _needs in operations() if getattr(dinas, method)(path).status_code != 403]

    assert reached == ["/pws/indicators/"]
