"""What one button does, where it is more than a call of a macro: returns around the open one, a campaign, a summary."""
