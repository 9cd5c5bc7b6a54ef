"""The OpenAPI description of the API, read from the operations themselves, and its page for administrators."""

from functools import lru_cache

from csp.decorators import csp_update
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.decorators import method_decorator
from django_filters import ChoiceFilter, DateFilter, FilterSet
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from puskesmas.facility.access import staff_of
from puskesmas.facility.permissions import Permission

from . import idempotency
from .errors import ErrorShape
from .fields import Body

ALWAYS = {401: "Belum masuk, atau token tidak dikenal.", 403: "Peran tidak berwenang."}
MISSING = {404: "Tidak ada di puskesmas ini."}
ASKED = {400: "Isian salah, dengan kalimat per isian."}
MOVED = {
    409: "Tidak boleh sekarang: stale_entry, unlawful_move, guard_refused, already_done.",
    422: "Kunci permintaan sudah dipakai untuk isian lain: key_reused.",
}

KEY = OpenApiParameter(
    idempotency.HEADER,
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Kunci buatan pemanggil, unik per pengguna. Permintaan kedua dengan kunci dan isi yang sama dijawab "
    "sama, dengan Idempotent-Replay: true.",
    pattern=r"^[\x21-\x7e]{1,80}$",
)
REPLAYED = OpenApiParameter(
    idempotency.REPLAYED,
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    enum=["true"],
    description="Jawaban ini sudah pernah diberikan.",
    response=[200, 201, 204],
)


class Described(AutoSchema):
    """Describes an operation by what it says of itself."""

    @property
    def operation(self):
        """What the method says of itself; None for the few that are described by hand."""
        return getattr(getattr(self.view, self.method.lower()), "operation", None)

    def get_request_serializer(self):
        """What a POST takes."""
        if self.operation is None:
            return super().get_request_serializer()
        return self.operation.takes

    def get_response_serializers(self):
        """The answer, and each refusal that may come instead."""
        if self.operation is None:
            return super().get_response_serializers()
        answer = self.operation.answers(many=True) if self.operation.many else self.operation.answers
        nothing = {204: None} if self.operation.or_nothing else {}
        return {self.operation.status: answer} | nothing | dict.fromkeys(self._refusals(), ErrorShape)

    def _get_response_for_code(self, serializer, status_code, media_types=None, direction="response"):
        answer = super()._get_response_for_code(serializer, status_code, media_types, direction)
        words = (ALWAYS | MISSING | ASKED | MOVED).get(int(status_code))
        return answer | {"description": words} if words else answer

    def get_override_parameters(self):
        """The words of the query, and the key a POST may carry."""
        if self.operation is None:
            return super().get_override_parameters()
        asks = [self.operation.asks] if self.operation.asks else []
        filters = filter_parameters(self.operation.filters) if self.operation.filters else []
        return [*asks, *filters, *([KEY, REPLAYED] if self.method == "POST" else [])]

    def get_filter_backends(self):
        """None: filters are part of the operation."""
        return [] if self.operation else super().get_filter_backends()

    def get_tags(self):
        """The first word after the version."""
        return [self._tokenize_path()[0]]

    def get_serializer_name(self, serializer, direction):
        """The name without the word that tells our classes apart."""
        return super().get_serializer_name(serializer, direction).removesuffix("Shape").removesuffix("Body")

    def _map_basic_serializer(self, serializer, direction):
        mapped = super()._map_basic_serializer(serializer, direction)
        return mapped | {"additionalProperties": False} if isinstance(serializer, Body) else mapped

    def _refusals(self) -> dict[int, str]:
        found = dict(ALWAYS)
        if "{" in self.path or self.operation.many:
            found |= MISSING
        if self.method == "POST" or self.operation.asks or self.operation.filters:
            found |= ASKED
        return found | MOVED if self.method == "POST" else found


def filter_parameters(filters: type[FilterSet]) -> list[OpenApiParameter]:
    """Return the query words of a filter set."""
    return [_parameter(name, one) for name, one in filters.base_filters.items()]


def _parameter(name: str, one) -> OpenApiParameter:
    kind = OpenApiTypes.DATE if isinstance(one, DateFilter) else OpenApiTypes.STR
    words = [word for word, _label in one.extra["choices"]] if isinstance(one, ChoiceFilter) else None
    return OpenApiParameter(name, kind, enum=words)


@lru_cache(maxsize=1)
def described() -> dict:
    """Return the whole description; it is the same for everyone, so one reading serves the process."""
    return SchemaGenerator().get_schema(request=None, public=True)


@extend_schema(exclude=True)
class SchemaView(SpectacularAPIView):
    """The description itself, as YAML or JSON."""

    permission_classes = [AllowAny]
    authentication_classes = []

    def _get_schema_response(self, request):
        return Response(described())


# Swagger's own stylesheet draws its arrows from data: addresses; nothing else is loosened.
@method_decorator(csp_update({"img-src": ["data:"]}), name="dispatch")
class SchemaPage(SpectacularSwaggerSplitView):
    """The description as a page to try it on, from our own origin, for administrators or while developing."""

    permission_classes = [AllowAny]
    template_name = "rest/swagger.html"
    url_name = "api:schema"

    def initial(self, request, *args, **kwargs):
        """Open the page to those who keep the house's master data."""
        super().initial(request, *args, **kwargs)
        if settings.DEBUG:
            return
        if not request.user.is_authenticated or not staff_of(request.user).can(Permission.MASTER_WRITE):
            raise PermissionDenied("Halaman ini untuk administrator puskesmas.")
