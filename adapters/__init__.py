"""Ports made real: the only place for a library that touches the world."""
