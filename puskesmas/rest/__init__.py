"""What other programs count on: the same verbs the pages call, spoken in JSON."""
