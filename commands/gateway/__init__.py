"""What stands between a person and a case: it vouches for them, sends, and remembers.

Everything that is sent to a case goes through here. Who signs in is told by the
settings until the console knows it.
"""
