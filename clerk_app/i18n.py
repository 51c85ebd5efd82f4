"""Text for people: catalogues by language, Serbian Latin by rule, and the formats of dates and money.

Languages: ``sr-Cyrl`` (source and default), ``sr-Latn`` (derived from it at look-up), every folder of the texts
(``en``), and ``xx``, a longer, bracketed pseudo-language made from ``sr`` that shows what would be clipped.
"""

from __future__ import annotations

import ast
import datetime as dt
import re
import struct
from collections.abc import Callable
from gettext import c2py
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from clerk_app.domain.scripts import to_latin

if TYPE_CHECKING:  # only a shape here: the catalogue's dataclasses take 10 ms that the first window does not have
    from clerk_app.domain.catalogue import Wording

DEFAULT = "sr-Cyrl"
PSEUDO = "xx"
_MO_MAGIC = 0x950412DE
_PO_LINE = re.compile(r'(msgid_plural|msgid|msgstr(?:\[\d\])?)?\s*(".*")')
_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")


class MissingText(LookupError):
    """No catalogue of the language has the key."""


class PoError(ValueError):
    """A catalogue's source cannot be read; the message names file and line."""


class Texts:
    """The texts of one language, read from every catalogue in its folder under ``folder``.

    ``strict`` makes a missing key an error (tests); otherwise the key itself is shown.
    """

    def __init__(self, folder: Path, language: str = DEFAULT, *, strict: bool = False) -> None:
        self.language = language
        self._folder = folder
        self._strict = strict
        self._messages, self._form = _load(folder / _source(language))

    def in_language(self, language: str) -> Texts:
        """The same catalogues in another language."""
        return Texts(self._folder, language, strict=self._strict)

    def languages(self) -> tuple[str, ...]:
        """Every language that can be chosen: Serbian in both scripts, then the other folders by name."""
        others = sorted(entry.name for entry in self._folder.iterdir() if entry.is_dir() and entry.name != "sr")
        return (DEFAULT, "sr-Latn", *others)

    def has(self, key: str) -> bool:
        """Whether a message stands under ``key``."""
        return key in self._messages

    def text(self, key: str, **params: object) -> str:
        """The message of ``key`` with its placeholders filled; a ``Wording`` is given in this language."""
        forms = self._messages.get(key)
        if forms is None:
            return _missing(key, self._strict)
        return self._fill(forms[0], params, _derivation(self.language, key))

    def many(self, key: str, n: int, **params: object) -> str:
        """The plural form of ``key`` that ``n`` asks for; ``{n}`` is filled too."""
        forms = self._messages.get(key)
        if forms is None:
            return _missing(key, self._strict)
        return self._fill(forms[self._form(n)], {"n": n, **params}, _derivation(self.language, key))

    def wording(self, wording: Wording) -> str:
        """A text that data brought along, in this language; Serbian where it has no other."""
        given = getattr(wording, self.language, "")
        return given or _derivation(self.language, "")(wording.sr)

    def date(self, value: dt.date) -> str:
        """Day, month and year as the language writes them in digits."""
        return self.text("format.date", d=value.day, m=value.month, y=value.year)

    def long_date(self, value: dt.date) -> str:
        """Weekday, day and month in words."""
        weekday = self.text(f"format.weekday.{value.isoweekday()}")
        return self.text("format.long_date", weekday=weekday, d=value.day, month=self.month(value.month))

    def month(self, number: int) -> str:
        """The name of a month, 1 to 12."""
        return self.text(f"format.month.{number}")

    def time(self, value: dt.datetime) -> str:
        """Hours and minutes, 24 h, of a local time."""
        return self.text("format.time", h=value.hour, m=value.minute)

    def moment(self, value: dt.datetime) -> str:
        """Date and time of a local time."""
        return self.text("format.moment", date=self.date(value), time=self.time(value))

    def number(self, value: int, decimals: int = 0) -> str:
        """``value`` in units of the last decimal, with the language's group and decimal marks."""
        whole, rest = divmod(abs(value), 10**decimals)
        groups = f"{whole:,}".replace(",", self.text("format.group"))
        tail = f"{self.text('format.decimal')}{rest:0{decimals}}" if decimals else ""
        return f"{'−' if value < 0 else ''}{groups}{tail}"

    def amount(self, para: int) -> str:
        """Money in para (1/100 RSD) as it stands on paper: ``1.330,00 РСД``."""
        return self.text("format.money", amount=self.number(para, 2))

    def _fill(self, message: str, params: dict[str, object], derive: Callable[[str], str]) -> str:
        given = {name: self.wording(value) if _is_wording(value) else value for name, value in params.items()}
        return _derived(message, derive).format(**given)


def pseudo(text: str) -> str:
    """About a third longer, with the same breaks: every third letter is doubled."""
    out: list[str] = []
    letters = 0
    for character in text:
        out.append(character)
        if character.isalpha():
            letters += 1
            if letters % 3 == 1:
                out.append(character)
    return "".join(out)


def read_po(path: Path) -> dict[str, tuple[str, ...]]:
    """The messages of a catalogue's source: the forms by key; the header has the key ``""``.

    Strict on purpose: contexts, obsolete entries and stray lines are errors, so what reads here compiles anywhere.
    """
    messages: dict[str, tuple[str, ...]] = {}
    entry: dict[str, str] = {}
    current = ""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            current = ""
            continue
        matched = _PO_LINE.fullmatch(line)
        if matched is None or not (matched[1] or current):
            raise PoError(f"{path.name}:{number}")
        if matched[1] == "msgid" and entry:
            messages.update([_message(entry)])
            entry = {}
        current = matched[1] or current
        entry[current] = entry.get(current, "") + _unquoted(matched[2])
    messages.update([_message(entry)] if entry else [])
    return messages


def read_mo(path: Path) -> dict[str, tuple[str, ...]]:
    """The messages of a compiled catalogue (GNU format, little-endian), by key as in its source."""
    data = path.read_bytes()
    magic, _revision, count, keys_at, texts_at = struct.unpack_from("<5I", data)
    if magic != _MO_MAGIC:
        raise PoError(path.name)
    keys = struct.unpack_from(f"<{2 * count}I", data, keys_at)
    texts = struct.unpack_from(f"<{2 * count}I", data, texts_at)
    messages = {}
    for index in range(0, 2 * count, 2):
        key = data[keys[index + 1] : keys[index + 1] + keys[index]].decode()
        text = data[texts[index + 1] : texts[index + 1] + texts[index]].decode()
        messages[key.partition("\0")[0]] = tuple(text.split("\0"))
    return messages


def _message(entry: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    return entry["msgid"], tuple(text for part, text in entry.items() if part.startswith("msgstr"))


def _unquoted(quoted: str) -> str:
    return str(ast.literal_eval(quoted)) if "\\" in quoted else quoted[1:-1]


def _load(folder: Path) -> tuple[dict[str, tuple[str, ...]], Callable[[int], int]]:
    """Every catalogue of a folder as one, and its plural rule; compiled where that is not older than the source."""
    messages: dict[str, tuple[str, ...]] = {}
    for stem in sorted({path.stem for path in folder.iterdir() if path.suffix in (".po", ".mo")}):
        messages |= _open(folder / f"{stem}.po", folder / f"{stem}.mo")
    rule = re.search(r"plural=([^;\n]+)", "".join(messages.pop("", ())))
    return messages, c2py(rule[1] if rule else "n != 1")


def _open(source: Path, compiled: Path) -> dict[str, tuple[str, ...]]:
    if compiled.exists() and not (source.exists() and source.stat().st_mtime > compiled.stat().st_mtime):
        return read_mo(compiled)
    return read_po(source)


def _source(language: str) -> str:
    return "sr" if language.startswith("sr") or language == PSEUDO else language


def _derived(message: str, derive: Callable[[str], str]) -> str:
    """``derive`` on the words of a message; its placeholders stay as they are."""
    if derive is _unchanged:
        return message
    if derive is _bracketed:
        return f"[{_derived(message, pseudo)}]"
    return "".join(part if part.startswith("{") else derive(part) for part in _PLACEHOLDER.split(message))


def _is_wording(value: object) -> TypeGuard[Wording]:
    return hasattr(value, "sr")


def _missing(key: str, strict: bool) -> str:
    if strict:
        raise MissingText(key)
    return key


def _derivation(language: str, key: str) -> Callable[[str], str]:
    """How a language is made from its source. Formats are not lengthened: a bracketed comma would tell nothing."""
    if language == PSEUDO and key.startswith("format."):
        return _unchanged
    return _DERIVATIONS.get(language, _unchanged)


def _unchanged(text: str) -> str:
    return text


def _bracketed(text: str) -> str:
    return f"[{pseudo(text)}]"


_DERIVATIONS: dict[str, Callable[[str], str]] = {"sr-Latn": to_latin, PSEUDO: _bracketed}
