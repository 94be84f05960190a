"""The law as dated data. Nothing here runs; everything here is looked up."""
