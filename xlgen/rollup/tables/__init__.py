"""Tables of a summary that stand by themselves: by office, what was found, where each sheet is, the points of its charts."""
