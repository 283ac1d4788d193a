"""What a clerk does, one module each; the only place where stations meet."""
