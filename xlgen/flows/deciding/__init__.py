"""What a clerk decides about returned forms, each decision kept with who, when and why."""
