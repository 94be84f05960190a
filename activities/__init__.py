"""The outside world, behind ports. An activity does one thing and may be repeated."""
