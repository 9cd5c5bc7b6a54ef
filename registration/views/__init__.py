"""The pages of the door, the measuring point, the counter, and the televisions."""
