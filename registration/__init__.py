"""The door, the counter and the boards."""
