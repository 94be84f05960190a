"""The press: one opened document in three forms, with the same words in each.

speech    a day and a moment in the words of the reader's language
fonts     what letters are set in
marked    what is printed of a text, and what stands at the foot of every page
pdf       for paper and for the record: PDF/UA and PDF/A, by Typst and `letter.typ`
mended    what a PDF's readers would take amiss
page      for a screen: one HTML page that needs nothing else, by `letter.html`
docx      to be written in: a Word file, by word_page, word_marks, word_properties
printing  the three together, as the port asks
"""
