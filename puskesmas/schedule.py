"""Everything Alur does by the clock, in one list."""

SCHEDULE: dict[str, dict] = {}
