"""How the tables came to be as they are: one file a release, never edited after."""
