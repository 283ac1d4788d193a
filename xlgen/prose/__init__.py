"""Figures in sentences, and what they are figures of: what is written in words held against the figures of a form."""
