"""What is done with registers of issued forms: forms added, lists told, several put into one."""
