"""Results told: JSON, sentences, pages."""
