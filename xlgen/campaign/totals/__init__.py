"""The summary of a campaign: what is accepted added up, what is not listed, all of it traceable."""
