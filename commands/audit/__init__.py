"""For whoever answers for the record: who saw, changed or tried what; what to look at.

audit     `vigil audit`
doings    the audit and the case's own record as one list
gaming    `vigil gaming`: the auditor's list
looking   one case or all of them, gone through for it
wording   the audit's codes in a practitioner's words
"""
