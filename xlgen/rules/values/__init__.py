"""Values that can be read but are hardly what was meant, and words that should not be published; a module per kind of value."""
