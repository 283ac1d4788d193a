"""What people write: numbers, days, units and labels, and how they are read."""
