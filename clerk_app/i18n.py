"""Text for people: catalogues by language, Serbian Latin by rule, and the formats of dates and money.

Languages: ``sr-Cyrl`` (source and default), ``sr-Latn`` (derived from it at look-up), every folder of the texts
(``en``), and ``xx``, a longer, bracketed pseudo-language made from ``sr`` that shows what would be clipped.
"""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Callable, Iterator
from gettext import GNUTranslations, NullTranslations, c2py
from pathlib import Path

from clerk_app.domain.catalogue import Wording
from clerk_app.domain.scripts import to_latin

DEFAULT = "sr-Cyrl"
PSEUDO = "xx"
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
        self._catalogue = _load(folder / _source(language))

    def in_language(self, language: str) -> Texts:
        """The same catalogues in another language."""
        return Texts(self._folder, language, strict=self._strict)

    def languages(self) -> tuple[str, ...]:
        """Every language that can be chosen: Serbian in both scripts, then the other folders by name."""
        others = sorted(entry.name for entry in self._folder.iterdir() if entry.is_dir() and entry.name != "sr")
        return (DEFAULT, "sr-Latn", *others)

    def has(self, key: str) -> bool:
        """Whether a message stands under ``key``."""
        return self._catalogue.gettext(key) != key

    def text(self, key: str, **params: object) -> str:
        """The message of ``key`` with its placeholders filled; a ``Wording`` is given in this language."""
        message = self._catalogue.gettext(key)
        if message == key:
            return _missing(key, self._strict)
        return self._fill(message, params, _derivation(self.language, key))

    def many(self, key: str, n: int, **params: object) -> str:
        """The plural form of ``key`` that ``n`` asks for; ``{n}`` is filled too."""
        message = self._catalogue.ngettext(key, f"{key}.many", n)
        if message in (key, f"{key}.many"):
            return _missing(key, self._strict)
        return self._fill(message, {"n": n, **params}, _derivation(self.language, key))

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
        given = {name: self.wording(value) if isinstance(value, Wording) else value for name, value in params.items()}
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


def read_po(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The messages of a catalogue's source: key and its forms; the header has the key ``""``.

    Strict on purpose: contexts, obsolete entries and stray lines are errors, so what reads here compiles anywhere.
    """
    entry: dict[str, str] = {}
    current = ""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            current = ""
            continue
        matched = re.fullmatch(r'(msgid_plural|msgid|msgstr(?:\[\d\])?)?\s*(".*")', line)
        if matched is None or not (matched[1] or current):
            raise PoError(f"{path.name}:{number}")
        if matched[1] == "msgid" and entry:
            yield _message(entry)
            entry = {}
        current = matched[1] or current
        entry[current] = entry.get(current, "") + ast.literal_eval(matched[2])
    if entry:
        yield _message(entry)


def _message(entry: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    return entry["msgid"], tuple(text for part, text in entry.items() if part.startswith("msgstr"))


class _SourceCatalogue(NullTranslations):
    """A catalogue read from its source, for a checkout that has not been compiled."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._messages = dict(read_po(path))
        header = "".join(self._messages.pop("", ()))
        rule = re.search(r"plural=([^;\n]+)", header)
        self._form: Callable[[int], int] = c2py(rule[1] if rule else "n != 1")

    def gettext(self, message: str) -> str:
        forms = self._messages.get(message)
        return forms[0] if forms else super().gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        forms = self._messages.get(msgid1)
        return forms[self._form(n)] if forms else super().ngettext(msgid1, msgid2, n)


def _load(folder: Path) -> NullTranslations:
    """Every catalogue of a folder as one chain; a compiled one is read where it is not older than its source."""
    chain = NullTranslations()
    for stem in sorted({path.stem for path in folder.iterdir() if path.suffix in (".po", ".mo")}):
        chain.add_fallback(_open(folder / f"{stem}.po", folder / f"{stem}.mo"))
    return chain


def _open(source: Path, compiled: Path) -> NullTranslations:
    if compiled.exists() and not (source.exists() and source.stat().st_mtime > compiled.stat().st_mtime):
        with compiled.open("rb") as stream:
            return GNUTranslations(stream)
    return _SourceCatalogue(source)


def _source(language: str) -> str:
    return "sr" if language.startswith("sr") or language == PSEUDO else language


def _derived(message: str, derive: Callable[[str], str]) -> str:
    """``derive`` on the words of a message; its placeholders stay as they are."""
    if derive is _unchanged:
        return message
    if derive is _bracketed:
        return f"[{_derived(message, pseudo)}]"
    return "".join(part if part.startswith("{") else derive(part) for part in _PLACEHOLDER.split(message))


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
