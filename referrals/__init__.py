"""Papers that send a patient somewhere, with their reply."""
