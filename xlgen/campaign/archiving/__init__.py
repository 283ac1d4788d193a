"""A campaign put away: a read-only set with the digest of every file, checked again years later."""
