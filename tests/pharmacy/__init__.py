"""Prescriptions, from the room that writes them to the patient who knows how to take the medicine."""
