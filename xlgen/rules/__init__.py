"""Checking rules: one fault, one function, one code; a module per group of codes."""
