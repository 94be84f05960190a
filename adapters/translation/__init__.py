"""What a translator gets and gives back, and what a machine drafts for them.

job             one text for one language, and what came back of it
files           the two doors: a job out as a file, a file back
xliff           a job as an XLIFF file, for a translator's own program
xliff_back      what came back in one
docx_file       a job as a Word file of two columns
docx_back       what came back in one
legend          what a translator is shown at a mark
languages       what languages are called
accepting       whether what came back is this job's, and whole
refusing        why a file is not accepted: what, where, and what to do instead
safe_xml        XML from outside, read without what XML can do
safe_zip        a Word file from outside, looked at before it is opened
drafting        an engine's words around marks that it cannot damage
libretranslate  an engine that speaks LibreTranslate's HTTP
apertium        the Apertium program
"""
