"""Many files: found, read, spread over processes, written."""
