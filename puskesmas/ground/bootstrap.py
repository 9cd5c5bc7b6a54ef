"""Builds the environment with the standard library alone, so that one command is enough on a fresh machine."""

from __future__ import annotations

import importlib
import os
import sys


def ensure(*, for_tests: bool) -> None:
    """Have everything that requirements.txt names."""


def run(argv: list[str], commands: dict[str, str]) -> None:
    """Run one of our own commands, or Django's."""
    machine = importlib.import_module("puskesmas.ground.machine")
    improper = importlib.import_module("django.core.exceptions").ImproperlyConfigured
    try:
        if argv[1:] and argv[1] in commands:
            sys.exit(importlib.import_module(commands[argv[1]]).main(argv[2:]))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "puskesmas.settings")
        importlib.import_module("puskesmas.ground.dev").prepare()
        importlib.import_module("puskesmas.settings")
        importlib.import_module("django.core.management").execute_from_command_line(argv)
    except (machine.Trouble, improper) as problem:
        sys.exit(f"manage.py: {problem}")
