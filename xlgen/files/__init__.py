"""Files on disk: found, named, written whole, and what ships with the package."""
