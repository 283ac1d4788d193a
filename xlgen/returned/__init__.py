"""What came back: whose form it is, what was answered, what was changed, and how a finding tells it."""
