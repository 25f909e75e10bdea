"""What ends a line."""

from __future__ import annotations

import re

NEWLINE = re.compile(r"\r\n?|\n")
"""A line end as Python knows it; the others of str.splitlines are ordinary characters."""
