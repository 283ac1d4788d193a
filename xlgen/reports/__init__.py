"""Results told: JSON for programs, sentences for people."""
