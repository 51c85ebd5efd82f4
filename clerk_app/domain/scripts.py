"""Two scripts of one language: tidying of typed text, Latin from Cyrillic, folding for search, and sorting.

Latin is derived from Cyrillic by rule and never the other way round: ``нј`` and ``њ`` are both ``nj`` (DOMAIN §6).
"""

from __future__ import annotations

import re
import unicodedata

_CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"
_LATIN = "a,b,v,g,d,đ,e,ž,z,i,j,k,l,lj,m,n,nj,o,p,r,s,t,ć,u,f,h,c,č,dž,š"
_LOWER = dict(zip(_CYRILLIC, _LATIN.split(","), strict=True))
_TO_LATIN = str.maketrans(
    _LOWER | {cyrillic.upper(): latin.capitalize() for cyrillic, latin in _LOWER.items()},
)
_CAPITAL_DIGRAPH = re.compile(r"[ЉЊЏ]+")

_DIGRAPHS = {"Ǆ": "DŽ", "ǅ": "Dž", "ǆ": "dž", "Ǉ": "LJ", "ǈ": "Lj", "ǉ": "lj", "Ǌ": "NJ", "ǋ": "Nj", "ǌ": "nj"}
_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u2028\u2029"
_HIDDEN = (
    *range(0x20), *range(0x7F, 0xA0), 0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
    *range(0x2060, 0x2070), 0xFEFF, *range(0xD800, 0xE000),
)  # fmt: skip
_TIDY: dict[int, str | None] = dict.fromkeys(_HIDDEN)
_TIDY |= str.maketrans(_DIGRAPHS) | dict.fromkeys(map(ord, _SPACES), " ")


def tidy(text: str) -> str:
    """Typed or pasted text as it is kept: NFC, digraphs as two letters, nothing invisible, single spaces.

    Control and zero-width characters, directional marks and lone surrogates are taken away.
    """
    composed = unicodedata.normalize("NFC", text.translate(_TIDY))
    return " ".join(composed.split())


def tidy_lines(text: str) -> str:
    """Tidy each line of a longer text and keep the line ends; blank lines at both ends go."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(tidy(line) for line in lines).strip("\n")


def has_hidden(text: str) -> bool:
    """Whether tidying takes away characters that nobody sees, other than spaces and line ends."""
    return any(_TIDY.get(ord(character), "") is None for character in text)


def to_latin(text: str) -> str:
    """Serbian Cyrillic as Latin; whatever is not Serbian Cyrillic stays as it is.

    A capital digraph is ``LJ`` inside a word of capitals and ``Lj`` elsewhere: ЉУБОВИЈА, Љубовија, Љ. Петровић.
    """
    if _CAPITAL_DIGRAPH.search(text):
        text = _CAPITAL_DIGRAPH.sub(lambda found: _digraphs(found, text), text)
    return text.translate(_TO_LATIN)


def _digraphs(found: re.Match[str], text: str) -> str:
    """Capital digraphs as they are written beside their neighbours in ``text``."""
    following = text[found.end() : found.end() + 1]
    alone = len(found[0]) == 1 and not text[found.start() - 1 : found.start()].isupper()
    shouting = following.isupper() or (not following.isalpha() and not alone)
    last = found[0][-1].translate(_TO_LATIN)
    return found[0][:-1].translate(_TO_LATIN).upper() + (last.upper() if shouting else last)


def _bare(character: str) -> str | None:
    """One character in bare lower-case Latin; combining marks vanish."""
    if unicodedata.combining(character):
        return None
    lower = character.lower()
    lower = _LOWER.get(lower, _DIGRAPHS.get(lower, _OTHER_LETTERS.get(lower, lower)))
    decomposed = unicodedata.normalize("NFD", lower)
    return "".join(_OTHER_LETTERS.get(part, part) for part in decomposed if not unicodedata.combining(part))


_OTHER_LETTERS = {
    "đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ŧ": "t", "ħ": "h",
    "ѓ": "g", "ѕ": "dz", "ќ": "k", "й": "j", "щ": "st", "ъ": "a", "ы": "i", "ь": "j", "э": "e", "ю": "ju", "я": "ja",
    "ё": "e", "є": "e", "і": "i", "ї": "i", "ґ": "g",
}  # fmt: skip
_FOLDED_RANGES = (
    range(0x41, 0x5B),
    range(0xC0, 0x250),
    range(0x300, 0x370),
    range(0x400, 0x460),
    range(0x1E00, 0x1F00),
)
_FOLD: dict[int, str | None] = {code: _bare(chr(code)) for codes in _FOLDED_RANGES for code in codes}
_BALD_DJ = re.compile(r"dj+")


def fold(text: str) -> str:
    """Text as search compares it: both scripts, typed fully or bald, come out as one bare lower-case Latin form.

    đ, ђ, dj and d fold to ``d``; č and ć to ``c``; š to ``s``; ž to ``z``; dž and џ to ``dz``; marks of other languages
    fall off. The fold of a beginning is a beginning of the fold, so search by prefix works on folded text.
    """
    bare = text.translate(_FOLD)
    return _BALD_DJ.sub("d", bare) if "dj" in bare else bare


_ORDER = {letter: chr(0x41 + place) for place, letter in enumerate([*_CYRILLIC, "q", "w", "x", "y"])}
_AS_CYRILLIC: dict[str, str] = {latin: _ORDER[cyrillic] for cyrillic, latin in _LOWER.items()} | _ORDER
_LETTER = re.compile(r"lj|nj|dž|.", re.DOTALL)
_AFTER_LETTERS = "~"


def collation_key(text: str) -> str:
    """A key that sorts both scripts in the order of the azbuka when compared character by character.

    Digits and spaces come before letters. Latin ``nj``, ``lj`` and ``dž`` count as one letter everywhere: words such as
    ``injekcija`` sort a little off, which no list of names shows.
    """
    letters = _LETTER.findall(tidy(text).lower())
    return "".join(_rank(letter) for letter in letters) + "\0" + text


def _rank(letter: str) -> str:
    """One letter's place; letters of other languages stand with their bare form."""
    known = _AS_CYRILLIC.get(letter)
    if known is not None:
        return known
    if letter < "A":
        return letter
    bare = _FOLD.get(ord(letter), letter) or ""
    return "".join(_AS_CYRILLIC.get(part, _AFTER_LETTERS) for part in bare)
