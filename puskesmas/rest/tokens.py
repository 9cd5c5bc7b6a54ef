"""Who asks: a program that shows a token."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import exceptions
from rest_framework.authentication import TokenAuthentication
from rest_framework.authtoken.models import Token

from puskesmas.facility.models import Staff


class SignedByToken(TokenAuthentication):
    """Reads `Authorization: Token …`, with the person at work and their puskesmas in the same query."""

    def authenticate_credentials(self, key):
        """Return the account of a token; a token of nobody, or of a closed account, is refused."""
        token = Token.objects.select_related("user__staff__facility").filter(key=key).first()
        if token is None or not token.user.is_active:
            raise exceptions.AuthenticationFailed
        return token.user, token


class TokenScheme(OpenApiAuthenticationExtension):
    """How the description names our token."""

    target_class = SignedByToken
    name = "token"

    def get_security_definition(self, auto_schema):
        """A header, `Authorization: Token …`."""
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token <token>"}


def token_of(staff: Staff) -> str:
    """Return the token that signs for somebody, made the first time."""
    return Token.objects.get_or_create(user=staff.user)[0].key
