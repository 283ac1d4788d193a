"""What is asked and where it stands, from a template to a laid-out form; knows no file."""
