"""Many returns as one department summary that provably adds up."""
