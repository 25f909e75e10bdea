"""Declared types that come to admit None: where they stand, and how they are widened."""
