"""Who may see what of a case: nobody, but for whom a rule says so.

rules     who may see what, and who never: two tables, each rule with its reason
subject   what is to be said, and about whom
part      who belongs to a child's part: the family, the plan, the conference
deciding  what a named person decided that somebody is given
readers   who reads what somebody is sent, and who works the case
reached   how somebody is reached, as texts that lead to them
common    what stands in many addresses, and leads to nobody
hiding    where somebody is who must not be found, and what leads there
clearing  values for one letter, cleared for all who read it
withheld  every text of the case that certain readers may not see, whoever typed it
signs     what gives a name, a place or a contact away in a text
bare      a text in every form in which it is searched
looked_over  the last search of what is about to go
"""
