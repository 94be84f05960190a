"""Commands about letters: each as it went, where it stands, and who waits for one."""
