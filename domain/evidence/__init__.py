"""How the record proves that nobody has altered it. Pure: words and bytes in."""
