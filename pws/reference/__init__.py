"""Reference files of PWS, each in dated editions with its source."""

from pathlib import Path

FOLDER = Path(__file__).parent
