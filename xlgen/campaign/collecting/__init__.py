"""Files that come in: opened, known again, tied to their projects, kept."""
