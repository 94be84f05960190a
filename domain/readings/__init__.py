"""What the record says when it is asked: one file for each part of the practice.

agencies       as whom somebody counts: health as one, nobody twice
attendance     who was at a conference, at whose part, as what, who chaired
taking_part    which relatives and children have a part, and who needs an interpreter
kept_away      who is excluded or of concern, since when, and who reads with them
sharing        what was decided that somebody is given
reports        from whom a report is due, of which kind, with which headings
before_birth   why a conference is held before a birth, and how long it leaves
register       who stands on the register, in the one place that keeps one

Gates, duties, letters and views ask here; nothing here decides.
"""
