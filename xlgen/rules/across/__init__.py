"""Rules over returns that lie side by side: what no form shows by itself."""
