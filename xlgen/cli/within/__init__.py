"""Commands in the folder of a campaign, told."""
