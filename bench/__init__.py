"""Measurements: ratios taken in one run, so that a slow machine cancels out.

story        the standard two-year case, one to tell today, longer and larger ones
conferences  a conference with all that the newest procedures ask about it
script       what a played story asks of the engine: its turns, sends, waits, attributes
bare         the twin: a workflow that does just that, with nothing in it; its workers
             are in `bare_worker`
domain       the domain alone, on one core
press        a plan as PDF, in nine languages
history      events of a two-year case against the twin's, on a server wound on
throughput   cases started and updates a second against the twin's
limits       what was measured, written into `docs/limits.md`

Nothing here is run by a test, and no test asserts a time.
"""
