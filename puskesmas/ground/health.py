"""Answers those who watch over the server: is it alive, and can it work."""

import shutil

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

LISTENER = "alur listener"  # the name the live side's connection carries in pg_stat_activity
HEARING = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s LIMIT 1"
LEAST_FREE = 0.02


def database_answers():
    """Whether PostgreSQL answers a question."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def someone_listens():
    """Whether the live side holds its LISTEN connection."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(HEARING, [LISTENER])
            return cursor.fetchone() is not None
    except DatabaseError:
        return False


def broker_answers():
    """Whether Redis answers a ping."""
    address = settings.REDIS_URL.replace("redis+socket://", "unix://")
    try:
        with redis.Redis.from_url(address, socket_timeout=1, socket_connect_timeout=1) as client:
            return bool(client.ping())
    except (redis.RedisError, OSError):
        return False


def disk_has_room():
    """Whether the data folder's disk still takes a day's work."""
    folder = settings.DATA_DIR if settings.DATA_DIR.exists() else settings.BASE_DIR
    usage = shutil.disk_usage(folder)
    return usage.free > usage.total * LEAST_FREE


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """Alive: the process answers and its database does."""
    well = database_answers()
    return JsonResponse({"database": well}, status=200 if well else 503)


@login_not_required
@never_cache
@require_safe
def readyz(request):
    """Ready: database, live listener and disk; the broker is told but care goes on without it."""
    state = {
        "database": database_answers(),
        "listener": someone_listens(),
        "disk": disk_has_room(),
        "broker": broker_answers(),
    }
    ready = all(well for part, well in state.items() if part != "broker")
    return JsonResponse({"ready": ready, **state}, status=200 if ready else 503)
