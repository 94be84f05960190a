"""What is due: a function of the record and the terms, never a list kept by hand.

beginnings  what has begun, for whom, counted from when
meetings    what has met it
dates       when it is due, and when its ladder rings
wanting     every duty the record asks for, for whom, and how it went
reckoning   today's duties against those the record asks for -> facts
"""
