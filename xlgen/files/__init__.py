"""Files on disk: where results go, written whole, and what comes with the package."""
