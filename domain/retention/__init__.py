"""How long a case's record is kept, and who may let it go. People decide, not clocks.

The longest rule that applies wins, a legal hold overrides all, and an erasure is
proposed by one person and confirmed by another (UK GDPR Art. 5(1)(e), 17(3)).
"""
