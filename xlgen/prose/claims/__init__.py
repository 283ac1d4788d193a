"""What a text claims in words and not in a figure of its own: the grade, with how many decimals amounts are told."""
