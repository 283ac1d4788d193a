"""The roster: a line per project and a line per indicator, read into rows of the template grammar."""
