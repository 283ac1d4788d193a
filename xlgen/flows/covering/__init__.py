"""What goes out with the forms: a folder for each unit, and the list on top of it."""
