"""What is so: the values that requests ask for, facts state and the case remembers."""
