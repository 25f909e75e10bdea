"""The source of one file: its text, its trees, and where things stand in it."""
