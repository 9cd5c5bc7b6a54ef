"""Infectious disease."""
