"""Rules over what is written in words: its figures held against the form, and what it claims."""
