"""Who vouches for whoever asks: its keys, what it signs, and who sits there."""
