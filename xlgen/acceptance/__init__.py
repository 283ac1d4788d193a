"""What somebody answered for: doubts of a check, each with the value, the reason, by whom and when."""
