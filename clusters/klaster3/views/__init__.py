"""The pages of klaster 3."""
