"""Typestate analysis: whether an attribute is there, in every state of the object."""
