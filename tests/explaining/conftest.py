"""Environments to install things in, as for verify."""

from __future__ import annotations

from ..verify.conftest import environment_folder

__all__ = ["environment_folder"]
