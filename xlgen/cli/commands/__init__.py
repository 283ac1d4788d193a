"""One module a command: it has the name of the command, and its ``command`` is loaded when it is called."""
