"""What goes out to units: packages of forms with a letter and a list, and batches that went out before there was a campaign."""
