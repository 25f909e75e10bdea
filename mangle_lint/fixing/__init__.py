"""Turn the remedies of diagnoses into edits of the text."""
