"""The pages of the pharmacy: its window, a prescription, what is printed, and the shelves."""
