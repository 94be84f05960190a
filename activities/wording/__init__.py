"""From a letter's codes and values to the words that a person reads.

place, labels   what things are called, by the procedures; labels in Welsh too
documents_named what letters and documents are called
languages       what languages are called
phrases         sentences that letters, messages and screens share
sentences       sentences that letters to people share
matter          what one letter is about: its reader and its lines
tasks, reaching what somebody has to do or to know
due             what is due for staff, in whole sentences
blocks, parts   what documents are put together from
letters         which blocks each sort of document is made of
frame           title, greeting and help around them
composing       a letter's documents
digest          one person's list over several families
older           letters of cases from before there were documents

Words follow those who read them: what is due, what was missed, the procedures. A
title names the case and nobody: it is read over shoulders and on locked screens. What
people typed goes in as a value, and can never imitate our own words.
"""

from activities.wording.composing import documents_of
from activities.wording.digest import digest_of
from activities.wording.older import worded

__all__ = ["digest_of", "documents_of", "worded"]
