"""One model for every document, before it has a form: pages, files and mails are made
of it, and of nothing else.

kinds          which documents there are, and which of them somebody may ask for
values         the pieces a sentence is made of; what is personal says who may see it
model          a document: headings, paragraphs, lists and tables of such sentences
opened         the same for one reader, as plain text: what they may not see is refused
plain          what people typed, made harmless
directions     which parts of a text run against the rest, as a Latin name in Urdu
in_plain_text  an opened document as the text of a mail
places         every sentence by its place
locked         what no translator may change: values, figures, addresses
drafts         what a machine drafted, and what two people certified
segments       its sentences one by one, as a translator gets them and gives them back
"""
