"""What may leave the desk in a diagnostics bundle: only what is known to be harmless, everything else is blotted out.

A list of what to hide would forget something. So a value is kept for what it is: a truth value, a rough number, a word
that stands in the program's own code. Free text never is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

BLOT = "•"
_EXACT_BELOW = 100_000  # counts, ports and milliseconds are kept; sizes are rounded; longer numbers may be a person's
_BLOTTED_FROM = 100_000_000
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00")
_ERROR = re.compile(r"[A-Z][A-Za-z]{1,40}(Error|Exception|Warning|Interrupt)")
_STEP = re.compile(r"[A-Za-z_]\w{0,40}\.py:\d{1,5} [A-Za-z_<>]\w{0,60}>?", re.ASCII)
_WRITTEN_NUMBER = re.compile(r"-?\d{1,5}(\.\d{1,3})?|\d{1,8} MB", re.ASCII)


@dataclass(frozen=True, slots=True)
class Redaction:
    """Keeps what the program itself could have said; ``words`` are those of its own code."""

    words: Collection[str]

    def line(self, text: str) -> str:
        """One line of the log; a line that is not one of ours becomes a blot."""
        try:
            fields = json.loads(text)
        except (ValueError, RecursionError):
            return BLOT
        if not isinstance(fields, dict):
            return BLOT
        kept = {self._word(name): self._field(name, value) for name, value in fields.items()}
        return json.dumps(kept, ensure_ascii=False)

    def values(self, values: Mapping[str, object]) -> dict[str, object]:
        """Named values, such as the parameters of what a check found."""
        return {self._word(name): self.value(value) for name, value in values.items()}

    def value(self, value: object) -> object:
        """One value: a truth value, a number made too rough to be a person's, or a word of the program's own."""
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int | float):
            return _rough(value)
        if isinstance(value, str):
            return value if _WRITTEN_NUMBER.fullmatch(value) else self._word(value)
        return BLOT

    def _field(self, name: str, value: object) -> object:
        """The value of one field of a log line."""
        if name == "trace" and isinstance(value, list):
            return [step if isinstance(step, str) and _STEP.fullmatch(step) else BLOT for step in value]
        shape = {"time": _TIME, "error": _ERROR}.get(name)
        if shape and isinstance(value, str) and shape.fullmatch(value):
            return value
        return self.value(value)

    def _word(self, text: str) -> str:
        """The word, if it is one of the program's own."""
        return text if text in self.words else BLOT


def _rough(number: float) -> float | str:
    """Small numbers as they are, larger ones to two digits, those as long as a document's not at all."""
    if not abs(number) < _BLOTTED_FROM:
        return BLOT
    return number if abs(number) < _EXACT_BELOW else int(float(f"{number:.1e}"))
