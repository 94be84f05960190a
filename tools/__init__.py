"""Generators: calendars, the lock, the published schemas and pages."""
