"""Fixing: a diagnosis in, edits out."""
