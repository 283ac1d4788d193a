"""What goes back to the units round by round, and what they answer."""
