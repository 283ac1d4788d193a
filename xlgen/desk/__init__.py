"""What this computer is like, as far as it matters here: facts, each with its remedy."""
