"""What is due: a function of the record and the terms, never a list kept by hand.

start        a beginning: something in the record from which a duty is counted
conferences  what enquiries, decisions and conferences begin
plans        what plans, their meetings and concerns about other children begin
orders       what court orders, agreed delays and misses begin
life         what an expected birth, a move here and a failed letter begin
translations what translations that were asked for begin
deliveries   what a letter that was handed over begins
met          what has met a duty, and when
responsible  who answers for children, and was not kept away when it ended
over         why, and since when, it no longer applies
dates        when it is due, and when its ladder rings
wanting      every duty the record asks for, for whom, and how it went
reckoning    today's duties against those the record asks for -> facts
"""
