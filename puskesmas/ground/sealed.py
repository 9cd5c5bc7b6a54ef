"""Files nobody reads without the key: AES-256-GCM in chunks, each bound to its place, the last one marked as last."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"ALUR-1\n"
SALT, CHECK, TAG = 16, 16, 16
CHUNK = 1 << 20
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0, 1, I, O to misread on paper
GROUPS = 8


class Unreadable(Exception):
    """Why a sealed file cannot be read, in one sentence with its remedy."""


def new_key() -> str:
    """A recovery key to write down: eight groups of four, 160 bits of chance."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(GROUPS))


def normal(key: str) -> bytes:
    """The key as it counts: small letters, spaces and dashes make no difference to a key copied from paper."""
    return "".join(key.split()).replace("-", "").upper().encode()


def _keys(key: str, salt: bytes) -> tuple[AESGCM, bytes]:
    made = Scrypt(salt=salt, length=32 + CHECK, n=2**15, r=8, p=1).derive(normal(key))
    return AESGCM(made[:32]), made[32:]


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Seal:
    """Writes bytes into a file so that only the key opens them; close it, or the file stays unreadable."""

    def __init__(self, file: BinaryIO, key: str) -> None:
        salt = secrets.token_bytes(SALT)
        self.cipher, check = _keys(key, salt)
        self.header = MAGIC + salt + check
        self.file = file
        self.waiting = bytearray()
        self.number = 0
        file.write(self.header)

    def write(self, data: bytes) -> None:
        """Add bytes; whole chunks go out, the rest waits."""
        self.waiting += data
        while len(self.waiting) > CHUNK:  # the last chunk is never empty unless the file is
            self._put(bytes(self.waiting[:CHUNK]), last=False)
            del self.waiting[:CHUNK]

    def close(self) -> None:
        """Write the last chunk, which says that it is the last."""
        self._put(bytes(self.waiting), last=True)
        self.waiting.clear()

    def _put(self, plain: bytes, *, last: bool) -> None:
        self.file.write(self.cipher.encrypt(_nonce(self.number, last=last), plain, self.header))
        self.number += 1


def opened(file: BinaryIO, key: str, *, name: str) -> Iterator[bytes]:
    """The bytes of a sealed file, each chunk proved before it is given; raises Unreadable."""
    header = file.read(len(MAGIC) + SALT + CHECK)
    if not header.startswith(MAGIC) or len(header) < len(MAGIC) + SALT + CHECK:
        raise Unreadable(f"{name} is not a backup made by Alur: choose a file that ends in .alur.")
    cipher, check = _keys(key, header[len(MAGIC) : len(MAGIC) + SALT])
    if not secrets.compare_digest(check, header[-CHECK:]):
        raise Unreadable(f"The key does not fit {name}: use the recovery key that was shown when this Alur was set up.")
    number, chunk, following = 0, file.read(CHUNK + TAG), file.read(CHUNK + TAG)
    while True:
        try:
            yield cipher.decrypt(_nonce(number, last=not following), chunk, header)
        except InvalidTag:
            words = f"{name} is cut short or damaged, so nothing of it is used: take another backup."
            raise Unreadable(words) from None
        if not following:
            return
        number, chunk, following = number + 1, following, file.read(CHUNK + TAG)
