"""What a user did that cannot be carried out, said in one line."""

from __future__ import annotations


class UserError(Exception):
    """The command cannot run as asked; the text says why and what to do. Exit status 2."""
