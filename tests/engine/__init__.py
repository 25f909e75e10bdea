"""The engine: bytes in, findings and fixed bytes out."""
