"""A bar on stderr, for people who wait at a terminal."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType

_PATIENCE = 0.5
_PAUSE = 0.1
_WIDTH = 24


class Bar:
    """Shows how far the work is once it has taken half a second, and is gone when it ends.

    Nothing is shown where stderr is no terminal, in CI, or if it is not `wanted`. Called with the
    files that are done, all files, and the findings so far. To be used as a context manager.
    """

    def __init__(self, *, wanted: bool) -> None:
        ci = os.environ.get("CI", "").lower() not in ("", "0", "false")
        terminal = sys.stderr is not None and sys.stderr.isatty()
        self._wanted = wanted and terminal and not ci and os.environ.get("TERM") != "dumb"
        self._next = time.monotonic() + _PATIENCE
        self._is_shown = False

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._is_shown:
            self._write("")

    def __call__(self, done: int, total: int, findings: int) -> None:
        """Show it, unless it was shown a moment ago."""
        now = time.monotonic()
        if not self._wanted or now < self._next:
            return
        import shutil

        self._next, self._is_shown = now + _PAUSE, True
        full = _WIDTH * done // max(total, 1)
        text = f"[{'#' * full}{'-' * (_WIDTH - full)}] {done}/{total} files, findings: {findings}"
        self._write(text[: shutil.get_terminal_size().columns - 1])

    def _write(self, text: str) -> None:
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()
