"""The exam desk and what every room shares."""
