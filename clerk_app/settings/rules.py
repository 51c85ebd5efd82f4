"""What a setting may be: each rule turns what a file, variable or argument held into a value, or says what is wrong.

A rule's ``read`` takes whatever TOML or a text variable gave and raises ``Invalid`` with ``allowed`` filled in, so that
the sentence can say what would have been right. ``describe`` is the same in one line for ``explain``.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from clerk_app.domain.errors import Invalid

if TYPE_CHECKING:
    from urllib.parse import SplitResult

Value = str | float | int | bool
_LONGEST = 500
HOURS = re.compile(r"((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)")
_WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class Rule(Protocol):
    """What one setting may be."""

    def read(self, raw: object) -> Value:
        """The value, or ``Invalid`` (``setting_choice``, ``setting_range``, ``setting_kind`` and the like)."""

    def describe(self) -> str:
        """The allowed values in symbols, without words."""


class Text:
    """One line of text without control characters; empty is allowed."""

    def read(self, raw: object) -> str:
        """The text, trimmed."""
        if not isinstance(raw, str):
            raise Invalid("setting_kind_text")
        text = raw.strip()
        if len(text) > _LONGEST or not text.isprintable():
            raise Invalid("setting_text", longest=_LONGEST)
        return text

    def describe(self) -> str:
        """How long it may be."""
        return f"≤ {_LONGEST}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    allowed: tuple[str, ...]

    def read(self, raw: object) -> str:
        """The word itself."""
        if not isinstance(raw, str) or raw.strip() not in self.allowed:
            raise Invalid("setting_choice", allowed=", ".join(self.allowed))
        return raw.strip()

    def describe(self) -> str:
        """The words."""
        return " | ".join(self.allowed)


@dataclass(frozen=True, slots=True)
class Number:
    """A number between two others, both allowed; ``whole`` asks for an integer."""

    low: float
    high: float
    whole: bool = False

    def read(self, raw: object) -> float:
        """The number, also where it was written as text; infinity and not-a-number are neither."""
        number = _as_number(raw)
        if number is None or (self.whole and not number.is_integer()):
            raise Invalid("setting_kind_whole" if self.whole else "setting_kind_number")
        if not self.low <= number <= self.high:
            raise Invalid("setting_range", low=f"{self.low:g}", high=f"{self.high:g}")
        return int(number) if self.whole else number

    def describe(self) -> str:
        """The two ends."""
        return f"{self.low:g}–{self.high:g}"


class YesNo:
    """True or false."""

    def read(self, raw: object) -> bool:
        """The answer, also where it was written as text."""
        if isinstance(raw, bool):
            return raw
        word = raw.strip().lower() if isinstance(raw, str) else ""
        if word not in _WORDS:
            raise Invalid("setting_choice", allowed="true, false")
        return _WORDS[word]

    def describe(self) -> str:
        """Both answers."""
        return "true | false"


class Hours:
    """From when until when, as ``HH:MM-HH:MM``, the later after the earlier."""

    def read(self, raw: object) -> str:
        """The hours as they were written."""
        text = Text().read(raw)
        found = HOURS.fullmatch(text)
        if found is None or not found[1] < found[2]:
            raise Invalid("setting_hours", allowed=self.describe())
        return text

    def describe(self) -> str:
        """The form of the hours."""
        return "HH:MM-HH:MM"


class CentreAddress:
    """``https://HOST[:PORT][/PATH]``, plain HTTP only to this machine itself (DESIGN §9), or empty."""

    def read(self, raw: object) -> str:
        """The address without a slash at its end."""
        text = Text().read(raw)
        if not text:
            return ""
        parts = split_address(text)
        if parts is None or parts.scheme not in {"https", "http"} or not is_bare(parts):
            raise Invalid("setting_address", allowed=self.describe())
        if parts.scheme == "http" and not _is_loopback(parts.hostname or ""):
            raise Invalid("setting_address_open", allowed=self.describe())
        return text.rstrip("/")

    def describe(self) -> str:
        """The form of an address."""
        return "https://HOST[:PORT]"


class PrinterAddress:
    """``tcp://HOST:PORT``, or empty for no printer."""

    def read(self, raw: object) -> str:
        """The address as it was written."""
        text = Text().read(raw)
        if not text:
            return text
        parts = split_address(text)
        if parts is None or parts.scheme != "tcp" or not parts.port or parts.path or not is_bare(parts):
            raise Invalid("setting_address", allowed=self.describe())
        return text

    def describe(self) -> str:
        """The forms of an address."""
        return "tcp://HOST:PORT"


class WebAddress:
    """``https://HOST/…`` or ``http://HOST/…``, or empty for none."""

    def read(self, raw: object) -> str:
        """The address as it was written."""
        text = Text().read(raw)
        if not text:
            return text
        parts = split_address(text)
        if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
            raise Invalid("setting_address", allowed=self.describe())
        return text

    def describe(self) -> str:
        """The forms of an address."""
        return "https://HOST/… | http://HOST/…"


class RelayAddress:
    """``auto``, ``off``, or ``HOST:PORT``."""

    def read(self, raw: object) -> str:
        """The address as it was written."""
        text = Text().read(raw)
        parts = split_address(f"tcp://{text}") if text else None
        if text not in {"auto", "off"} and (parts is None or not parts.port or parts.path or not is_bare(parts)):
            raise Invalid("setting_address", allowed=self.describe())
        return text

    def describe(self) -> str:
        """The forms of it."""
        return "auto | off | HOST:PORT"


class File:
    """The full path of a file, or empty; that it exists is looked at when it is used."""

    def read(self, raw: object) -> str:
        """The path as it was written."""
        return Folder().read(raw)

    def describe(self) -> str:
        """That the path is a full one."""
        return Folder().describe()


class Folder:
    """The full path of a folder, or empty; that it exists is looked at when it is used."""

    def read(self, raw: object) -> str:
        """The path as it was written."""
        text = Text().read(raw)
        if text and not Path(text).is_absolute():
            raise Invalid("setting_folder")
        return text

    def describe(self) -> str:
        """That the path is a full one."""
        return str(Path("/…"))


def _as_number(raw: object) -> float | None:
    """A finite number from a number or its text; ``True`` is no number here."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    try:
        number = float(raw)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def split_address(text: str) -> SplitResult | None:
    """The parts of an address whose host and port can be read."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.hostname and " " not in text else None


def is_bare(parts: SplitResult) -> bool:
    """Whether the address carries no user, password, query or fragment."""
    return not (parts.query or parts.fragment or "@" in parts.netloc)


def _is_loopback(host: str) -> bool:
    """Whether ``host`` can only be this machine."""
    if host == "localhost":
        return True
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
