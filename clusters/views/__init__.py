"""The pages of the exam rooms."""
