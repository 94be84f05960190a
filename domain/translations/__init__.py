"""Translations of a case: which are needed, which are stale, when the desk is chased.

needed    who of the family needs which text in another language or form
given     to whom a text goes by itself, and for whom a person decides first
given_out whether the desk was asked, or its letter failed
sources   the fingerprint of such a text as it is now
renewing  today's jobs against those that are needed -> facts
chasing   when the desk is asked where a translation is
returned  what came back, and how it is certified
shown     what people see of a job
"""
