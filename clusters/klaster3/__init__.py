"""Adults and the old."""
