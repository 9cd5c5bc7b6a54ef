"""The pages of PWS."""
