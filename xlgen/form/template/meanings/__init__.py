"""What formulas of templates mean, kept for the next form that says the same."""
