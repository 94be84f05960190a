"""What may not be read is sealed here: under the keyring, and under a key per case."""
