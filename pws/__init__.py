"""What the area learns from all the walks."""
