"""Tests of the invented district."""
