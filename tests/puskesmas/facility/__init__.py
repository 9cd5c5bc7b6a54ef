"""Tests of the ground floor: places, ages, roles, doors."""
