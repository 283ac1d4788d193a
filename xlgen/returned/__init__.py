"""What came back: identity, answers, what was changed, and how it is told."""
