"""Tests of who a person is, and who may open their record."""
