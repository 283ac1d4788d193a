"""The whole loop in one folder: issue, collect, chase, correct, accept, roll up; everything that was done stays known."""
