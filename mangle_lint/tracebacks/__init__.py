"""Tracebacks in logs: lines of text in, AttributeErrors on private names out. It reads no file."""
