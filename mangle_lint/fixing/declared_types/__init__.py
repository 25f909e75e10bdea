"""Declared types: where they are, and how to widen them to admit None."""
