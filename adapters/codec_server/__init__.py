"""What lets Temporal's web page show an auditor words that are sealed for all others.

It opens payloads for one page, one namespace and one role, and writes down who saw what
of which case before it answers.
"""
