"""What a check found, written down for others to work through."""
