"""The program's log: one JSON line per event in a rotating file, and no personal data in it.

Callers name an event and give values that say nothing about a person. As the last defence every 13-digit run (the
length of a JMBG) is masked, and of an exception only its type and the places it passed are kept, not its message.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path

ROOT = "clerk_app"
FILE_NAME = "clerk-app.log"
_THIRTEEN_DIGITS = re.compile(r"(?<!\d)\d{13}(?!\d)")
_MASK = "•" * 13


def start_log(folder: Path, *, level: int = logging.INFO, size: int = 1_000_000, copies: int = 4) -> logging.Handler:
    """Write the events of all our loggers to ``folder``; at most ``size`` bytes times ``copies`` + 1 on disk."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = LateFile(folder / FILE_NAME, size, copies)
    root = logging.getLogger(ROOT)
    root.setLevel(level)
    root.propagate = False
    root.addHandler(handler)
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Undo ``start_log``: flush and release the file."""
    logging.getLogger(ROOT).removeHandler(handler)
    handler.close()


def event(logger: logging.Logger, name: str, *, level: int = logging.INFO, **values: str | int | float | bool) -> None:
    """Log ``name`` (``store.opened``) with the values that belong to it; never anything about a person."""
    logger.log(level, name, extra={"values": values})


class LateFile(logging.Handler):
    """A rotating file that is opened, and its part of the library imported, when there is something to write."""

    def __init__(self, path: Path, size: int, copies: int) -> None:
        super().__init__()
        self._path = path
        self._size = size
        self._copies = copies
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; under the handler's lock."""
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(
                self._path, maxBytes=self._size, backupCount=self._copies, encoding="utf-8"
            )
            self._file.setFormatter(LineFormatter())
        self._file.emit(record)

    def close(self) -> None:
        """Release the file."""
        if self._file is not None:
            self._file.close()
        super().close()


class LineFormatter(logging.Formatter):
    """A record as one line of JSON: time (UTC), level, place, event, its values, and a failure's trace."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, masked."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "place": record.name,
            "event": record.getMessage(),
        }
        line |= getattr(record, "values", {})
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = [
                f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return mask(json.dumps(line, ensure_ascii=False))


def mask(text: str) -> str:
    """``text`` with every run of exactly thirteen digits made unreadable."""
    return _THIRTEEN_DIGITS.sub(_MASK, text)
