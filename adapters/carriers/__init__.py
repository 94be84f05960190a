"""What takes letters to people: mail servers, GOV.UK Notify, and our own post."""
