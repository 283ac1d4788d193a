"""What an indicator of the roster aims at: its target, the sign it is judged by, the method that is usual for it."""
