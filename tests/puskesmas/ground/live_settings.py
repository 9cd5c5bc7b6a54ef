"""Alur's settings with boards that need no facility."""

from puskesmas.settings import *  # noqa: F403

LIVE_RENDERER = "tests.puskesmas.ground.live_boards.render"
LIVE_AUTHORISER = "tests.puskesmas.ground.live_boards.may_watch"
