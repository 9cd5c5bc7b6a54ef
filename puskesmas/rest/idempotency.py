"""A request sent twice is done once: its key is written first, in the transaction of the work itself.

A twin that arrives meanwhile waits for that row, then reads the answer. A refusal rolls the row back with everything
else, so only what was done is remembered, for a day.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from rest_framework.exceptions import ErrorDetail, ValidationError

from puskesmas.visits.models import IdempotencyKey

from .errors import KeyReused

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replay"
KEPT_FOR = timedelta(hours=24)
_LEGAL = re.compile(r"[\x21-\x7e]{1,80}")

# One statement claims a key, waits for a twin, and takes over a key whose day is over; a row comes back to who owns it.
_CLAIM = f"""
    INSERT INTO {IdempotencyKey._meta.db_table} AS kept (user_id, key, body_hash, created_at)
    VALUES (%(user)s, %(key)s, %(body)s, %(now)s)
    ON CONFLICT (user_id, key) DO UPDATE
        SET body_hash = excluded.body_hash, created_at = excluded.created_at, status = NULL, answer = NULL
        WHERE kept.created_at < %(expired)s
    RETURNING id
"""


@dataclass(frozen=True)
class Answer:
    """What a request was answered: its status and its body, new or from before."""

    status: int
    body: dict | list | None
    replayed: bool = False
    forgotten: bool = False  # nothing was done that a twin must not do again: the key is free


def once(*, user, key: str, body_hash: str, work: Callable[[], Answer]) -> Answer:
    """Do the work of a request unless its key was answered before; without a key, just do it.

    Raises KeyReused for a key that came with another body.
    """
    with transaction.atomic():
        if not key:
            return work()
        mine = _claimed(user, key, body_hash)
        if mine is None:
            return _answered_before(user, key, body_hash)
        answer = work()
        if answer.forgotten:
            IdempotencyKey.objects.filter(pk=mine).delete()
        else:
            IdempotencyKey.objects.filter(pk=mine).update(status=answer.status, answer=answer.body)
        return answer


def is_legal(key: str) -> bool:
    """Tell whether a key can be kept."""
    return bool(_LEGAL.fullmatch(key))


def key_of(request) -> str:
    """Return the key a request carries, or nothing; raises ValidationError for one that cannot be kept."""
    key = request.headers.get(HEADER, "")
    if key and not is_legal(key):
        sentence = "Kunci permintaan paling panjang 80 tanda tanpa spasi. Buat kunci baru."
        raise ValidationError({HEADER: [ErrorDetail(sentence, code="invalid")]})
    return key


def hash_of(method: str, path: str, body) -> str:
    """Return the fingerprint of a request: the same words in another order are the same request."""
    words = json.dumps([method, path, body], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def forget_old_keys() -> int:
    """Drop the keys whose day is over, and return how many."""
    return IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()[0]


def _claimed(user, key: str, body_hash: str) -> int | None:
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"user": user.pk, "key": key, "body": body_hash, "now": now, "expired": now - KEPT_FOR})
        row = cursor.fetchone()
    return row[0] if row else None


def _answered_before(user, key: str, body_hash: str) -> Answer:
    kept = IdempotencyKey.objects.get(user=user, key=key)
    if kept.body_hash != body_hash:
        raise KeyReused
    return Answer(kept.status, kept.answer, replayed=True)
