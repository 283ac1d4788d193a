"""An officer's entries moved onto a clean form, every other cell accounted for."""
