#!/usr/bin/env python3
"""Alur's one door for people at a keyboard: builds its own environment when it is missing, then does what is asked."""

import sys

from puskesmas.ground import bootstrap

COMMANDS = {
    "demo": "puskesmas.ground.demo",
    "serve": "puskesmas.ground.serve",
    "backup": "puskesmas.ground.backup",
    "restore": "puskesmas.ground.restore",
    "verify": "puskesmas.ground.verify",
    "test": "puskesmas.ground.test",
}

if __name__ == "__main__":
    bootstrap.run(sys.argv, COMMANDS)
