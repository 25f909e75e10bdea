"""Fixing: remedies of diagnoses in, edits of the text out."""
