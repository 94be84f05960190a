"""Letters and documents, one file for each sort: which blocks each is made of.

meeting     invitations and cancellations
report      the report template that an invitation brings
text        the same for a telephone, in one short text
plan        a child's outline plan
decided     the summary of what was decided, and the full record
afterwards  the note of a core group, the agreement to a delay, the exclusion letter
for_child   what was decided, to a child, in plain words
staff       what is due, what cannot wait, what has to be done
translation a request to the translation desk
"""
