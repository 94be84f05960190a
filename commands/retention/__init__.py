"""How long records are kept: what may go, legal holds, erasing with two people."""
