"""Runs over many files: find them, spread the work over processes, write the results."""
