"""What Alur stands on: servers, commands, health and live boards."""
