"""Boards for the live side's tests: they show how often they were rendered, and how many people there are."""

import itertools

from django.contrib.auth.models import User

from puskesmas.ground.hub import Ticket

_times = itertools.count(1)


def render(board):
    """Two lines: which rendering this is, and what the database holds."""
    return f"<p>rendering {next(_times)} of {board}</p>\n<p>{User.objects.count()} people</p>"


def may_watch(scope):
    """Everybody, but for the board that nobody may see; the query names the holder."""
    board = scope["path"].split("/")[3]
    assert User.objects.count() >= 0
    return None if board == "closed" else Ticket(board, scope["query_string"].decode())
