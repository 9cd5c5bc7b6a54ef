"""Signing in by token: the name and password of an account, counted against guessing as on the sign-in page."""

from django.contrib.auth import authenticate
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import match_token, user_has_device
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from puskesmas.facility.access import staff_of

from .errors import ErrorShape, Forbidden
from .fields import Body, MaybeText, Text
from .operations import checked
from .schema import Described
from .tokens import token_of

WRONG = "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecilnya, lalu coba lagi."
LOCKED_OUT = "Terlalu sering salah. Tunggu lima belas menit, lalu coba lagi."
NEEDS_CODE = "Akun ini memakai kode pengaman. Kirim juga code, enam angka dari aplikasi pengaman."


class SignInBody(Body):
    """Who signs in; `code` is asked only of accounts with a second factor."""

    username = Text(max_length=150)
    password = Text(max_length=128, trim_whitespace=False)
    code = MaybeText(max_length=16)


class TokenShape(serializers.Serializer):
    """A token and whom it signs: send it as `Authorization: Token …`."""

    token = serializers.CharField()
    staff = serializers.CharField(source="staff.code", help_text="kode petugas")
    role = serializers.CharField(source="staff.role")
    facility = serializers.CharField(source="staff.facility.code", allow_null=True, default=None)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class SignIn(APIView):
    """Where a program gets its token."""

    schema = Described()
    authentication_classes = []
    permission_classes = []
    metadata_class = None

    @extend_schema(
        request=SignInBody,
        responses={200: TokenShape, 400: ErrorShape, 401: ErrorShape, 403: ErrorShape, 429: ErrorShape},
        tags=["auth"],
        auth=[],
    )
    def post(self, request):
        """Give the token of an account in exchange for its name and password."""
        typed = checked(SignInBody, request.data, user=None)
        user = self._known(typed)
        self._second_factor(user, typed["code"])
        staff = staff_of(user)
        return Response(TokenShape({"token": token_of(staff), "staff": staff}).data)

    def get_authenticate_header(self, request):
        """Let a wrong password be a 401."""
        return "Token"

    def _known(self, typed: dict):
        plain = self.request._request  # the throttle counts on Django's own request
        user = authenticate(plain, username=typed["username"], password=typed["password"])
        if getattr(plain, "axes_locked_out", False):
            plain.axes_locked_out = False  # answered here, in our shape
            raise exceptions.Throttled(detail=LOCKED_OUT)
        if user is None:
            raise WrongPassword
        return user

    @staticmethod
    def _second_factor(user, code: str) -> None:
        typed = code.replace(" ", "")
        if user_has_device(user) and not (typed and match_token(user, typed)):
            raise Forbidden(NEEDS_CODE, code="needs_code")


class WrongPassword(exceptions.AuthenticationFailed):
    """A name and a password that do not belong together."""

    default_detail = WRONG
