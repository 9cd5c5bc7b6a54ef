"""How the API says no: one shape for every refusal, with an Indonesian sentence and every reason that applies."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as FormError
from django.http import Http404
from rest_framework import exceptions, serializers, status
from rest_framework.response import Response

from puskesmas.facility.refusals import Refusal, Refused
from puskesmas.visits.guards import MoveRefused

NOT_FOUND = "Tidak ditemukan di puskesmas ini. Periksa lagi alamat atau kodenya."
BAD_INPUT = "Permintaan belum bisa diterima. Perbaiki isian yang ditandai."
FORBIDDEN = "Akun ini tidak berwenang melakukan ini. Minta petugas yang berwenang."
COLLIDED = "Data ini baru saja diubah petugas lain. Muat ulang, lalu coba lagi."

# What the framework raises, in our words; its own codes stay, since programs read them.
SENTENCES = {
    exceptions.NotAuthenticated: "Anda belum masuk. Masuk dahulu, atau kirim token.",
    exceptions.AuthenticationFailed: "Token tidak dikenal atau sudah dicabut. Minta token baru.",
    exceptions.NotFound: NOT_FOUND,
    exceptions.ParseError: "Isi permintaan bukan JSON yang utuh. Periksa tanda kurung dan tanda kutipnya.",
    exceptions.MethodNotAllowed: "Cara ini tidak dilayani di alamat ini. Lihat daftar alamat di /api/v1/schema/.",
    exceptions.UnsupportedMediaType: "Isi permintaan harus application/json.",
    exceptions.NotAcceptable: "Jawaban hanya tersedia sebagai application/json.",
}


class ReasonShape(serializers.Serializer):
    """One reason for a refusal, beside the field it came from if it came from one."""

    code = serializers.CharField()
    message = serializers.CharField()
    field = serializers.CharField(allow_blank=True)


class ErrorShape(serializers.Serializer):
    """A refusal: nothing was written, and the sentence says why and what to do now."""

    code = serializers.CharField()
    message = serializers.CharField()
    reasons = ReasonShape(many=True)


class KeyReused(exceptions.APIException):
    """An idempotency key that came back with another request."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "key_reused"
    default_detail = "Kunci permintaan ini sudah dipakai untuk isian lain. Kirim lagi dengan kunci baru."


class Forbidden(exceptions.PermissionDenied):
    """A role that may not do this."""

    default_detail = FORBIDDEN


def answer_refusals(error: Exception, context: dict) -> Response | None:
    """Return the answer to an error that is the asker's to mend; any other error rises."""
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(int(error.wait))
    answer = _answer(error)
    return Response(answer[1], status=answer[0], headers=headers, exception=True) if answer else None


def _answer(error: Exception) -> tuple[int, dict] | None:
    if isinstance(error, MoveRefused):
        if error.reasons and {reason.code for reason in error.reasons} == {"not_permitted"}:
            return 403, refusal("permission_denied", error.message)
        return 409, refusal(error.code, error.message, error.reasons)
    if isinstance(error, Refused):
        return _status_of(error), refusal(error.code, error.message, error.reasons)
    if isinstance(error, Http404):
        return 404, refusal("not_found", NOT_FOUND)
    if isinstance(error, PermissionDenied):
        return 403, refusal("permission_denied", str(error) or FORBIDDEN)
    if isinstance(error, FormError):
        return 400, refusal("invalid", BAD_INPUT, list(_form_reasons(error)))
    if isinstance(error, exceptions.ValidationError):
        return 400, refusal("invalid", BAD_INPUT, list(reasons_in(error.detail)))
    if isinstance(error, exceptions.APIException):
        return error.status_code, _framework_refusal(error)
    return None


def refusal(code: str, message: str, reasons: Any = ()) -> dict:
    """Return the body of a refusal; one without reasons of its own is its own reason."""
    reasons = [asdict(reason) for reason in reasons] or [asdict(Refusal(code, message))]
    return {"code": code, "message": message, "reasons": reasons}


def reasons_in(detail: Any, path: str = "") -> Iterator[Refusal]:
    """Give each sentence of a validation error with the path of its field, such as `items.0.drug`."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            own = name == "non_field_errors"
            yield from reasons_in(inner, path if own else f"{path}.{name}".lstrip("."))
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            is_row = isinstance(inner, (dict, list))
            yield from reasons_in(inner, f"{path}.{index}".lstrip(".") if is_row else path)
    else:
        yield Refusal(getattr(detail, "code", None) or "invalid", str(detail), path)


def _form_reasons(error: FormError) -> Iterator[Refusal]:
    fields = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
    for name, errors in fields.items():
        for one in errors:
            for message in one.messages:
                yield Refusal(one.code or "invalid", message, "" if name == "__all__" else name)


def _status_of(error: Refused) -> int:
    return {"permission_denied": 403, "forbidden": 403, "not_found": 404}.get(error.code, 400)


def _framework_refusal(error: exceptions.APIException) -> dict:
    code = error.get_codes()
    sentence = next((words for kind, words in SENTENCES.items() if type(error) is kind), str(error.detail))
    return refusal(code if isinstance(code, str) else error.default_code, sentence)
