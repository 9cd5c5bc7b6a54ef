"""Prescriptions, stock and labels."""
