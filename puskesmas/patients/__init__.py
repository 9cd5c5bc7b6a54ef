"""People and who may open their records."""
