"""Standards that no method reads as they stand, said again in words that one does; what the words leave open is not said."""
