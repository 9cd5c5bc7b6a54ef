"""The pages of klaster 4."""
