"""What a clerk decides in a campaign: a value, a whole return, a score, whom it is handed over to; and takes back."""
