"""What an earlier list, an issued batch or another program's export says, carried over into a new project list."""
