"""Unguessable codes, by which rows are known outside the database."""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base32: no i, l, o, u to misread
LENGTH = 12


def new_code() -> str:
    """Return a fresh code of twelve characters, 60 bits of chance."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
