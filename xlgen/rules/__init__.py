"""Checking rules, one module per group of codes."""
