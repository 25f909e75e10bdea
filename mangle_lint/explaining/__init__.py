"""Explain the errors that a log tells of: from the traceback to the class, the rule and the fix."""
