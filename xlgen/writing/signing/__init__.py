"""Lists that are printed and signed by whom they go to."""
