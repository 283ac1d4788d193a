"""Rules of somebody's own, run so that nothing in them stops a check: what goes wrong in one is a finding, XG121."""
