"""The facility, its rooms, its area and its staff."""
