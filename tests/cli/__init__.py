"""The command line: options, exit status, what is said and where."""
