"""Confirm a fix: run the user's own command without it and with it, and compare."""
