"""What is typed of adults and of the old."""
