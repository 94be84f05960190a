"""The keys that everything is sealed with: what needs each, and how one is changed.

lines         each line of the keyring, and what of the record hangs on it
rewrapping    everything put under the line that seals now
retiring      an old line's public half, to stand in its place
renewing      a new key for one case
keys          the commands
"""
