"""Values typed into a form as an officer would."""
