"""The house rules, run. Each check has a planted fault that proves it can fail."""
