"""A story played from intake to end, to see what Vigil makes of it.

story      what is read: an intake event, then requests, each with its time
rehearsed  what comes out, the same whichever engine played it
playing    the domain alone
skipping   a real Temporal server whose time is wound on, with `shifted` and `ports`
timeline   the same for people: what happened, day by day

It stands among the commands because the second engine runs the worker itself, which
nothing below may import. Nothing here is used when a real case runs.
"""
