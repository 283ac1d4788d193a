"""An officer's entries on a clean form."""
