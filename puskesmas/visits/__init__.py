"""The walk from the door to home."""
