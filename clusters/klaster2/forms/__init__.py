"""What is typed in klaster 2."""
