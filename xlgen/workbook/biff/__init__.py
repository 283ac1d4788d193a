"""A returned .xls or .et (BIFF8 in an OLE container), read in a child process with limits of time and memory."""
