#!/usr/bin/env python3
"""Alur's one door for people at a keyboard: builds its own environment when it is missing, then does what is asked."""

import sys

from puskesmas.ground import bootstrap

COMMANDS = {"demo": "puskesmas.ground.demo", "test": "puskesmas.ground.test"}


def main() -> None:
    """Prepare the environment, then run the command."""
    bootstrap.ensure(for_tests=sys.argv[1:2] == ["test"])
    bootstrap.run(sys.argv, COMMANDS)


if __name__ == "__main__":
    main()
