"""A progress bar on stderr, shown only on a terminal."""

from __future__ import annotations

import os
import sys
import time

_PATIENCE = 0.5
_PAUSE = 0.1
_WIDTH = 24


class Bar:
    """Shows progress once the work has taken half a second; the bar is cleared at the end.

    Nothing is shown if stderr is not a terminal, in CI, or if `wanted` is false. Use it as a
    context manager, and call it with the number of files done, of all files, and of findings so
    far.
    """

    def __init__(self, *, wanted: bool) -> None:
        ci = os.environ.get("CI", "").lower() not in ("", "0", "false")
        terminal = sys.stderr is not None and sys.stderr.isatty()
        self._wanted = wanted and terminal and not ci and os.environ.get("TERM") != "dumb"
        self._next = time.monotonic() + _PATIENCE
        self._is_shown = False

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_shown:
            self._write("")

    def __call__(self, done: int, total: int, findings: int) -> None:
        """Redraw the bar, at most every tenth of a second."""
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
