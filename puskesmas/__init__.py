"""Alur: one patient's walk through a puskesmas, and what the area learns from all the walks."""
