"""The record itself: worked out anew, as it was known then, and handed out.

as_known  a case as it was known at an instant, from its facts alone
export    `vigil export`
faults    a fault of the record in words, and what to do
findings  why a case cannot be worked out from its facts, in words
older     the terms of a case that was begun before the record kept them
readme    what is written into a bundle for people
rebuild   `vigil rebuild`
seals     `vigil seals`
verify    `vigil verify`
"""
