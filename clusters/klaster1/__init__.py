"""Tariffs, cashier and the daftar tilik."""
