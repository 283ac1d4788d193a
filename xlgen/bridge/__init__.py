"""The bridge: one set of macros over the xlwings object API, in live Excel and headless through an engine of our own."""
