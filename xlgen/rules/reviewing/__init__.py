"""What an office sets about rules, and the rules that a reviewer applies to a form before he believes it."""
