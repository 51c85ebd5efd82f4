"""Serbian is written in Cyrillic: a Latin look-alike in a word breaks search, sorting and the derived Latin."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence

import pytest

from tests.gates.text_keys import catalogue
from tests.gates.tree import Source, planted

WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile(r"[A-Za-zČĆĐŠŽčćđšž]")
CYRILLIC = re.compile(r"[\u0400-\u04FF]")
NOT_WORDS = re.compile(r"\{[^{}]*\}|\\[nrt]|https?://\S+|\b[\w.-]+@[\w.-]+\b")

# Names, formats, units, keys and settings that are written in Latin in Serbian too.
LATIN_WORDS = frozenset(
    {
        *(
            "PDF",
            "PNG",
            "JPEG",
            "QR",
            "USB",
            "IPS",
            "ID",
            "CSV",
            "JSON",
            "SHA",
            "ESC",
            "POS",
            "SQL",
            "UTC",
            "RS",
            "MB",
            "kB",
            "h",
            "m²",
        ),
        *("HTTP", "HTTPS", "http", "https", "TCP", "TLS", "IP", "IPv", "LAN", "URL", "DNS", "PAC", "GB", "ms"),
        *("clerk", "app", "proxy", "password", "user", "none", "code", "export", "import"),  # to be typed as they are
        *("Ctrl", "Alt", "Shift", "Enter", "Esc", "Tab", "Delete", "Insert", "PgUp", "PgDn", "Caps", "Lock", "F"),
        "ConsentID",
        *("Windows", "Linux", "Debian", "pcscd", "default", "fixed", "SQLite", "PostgreSQL", "PGPASSFILE"),
    }
)
# A language is offered under the name that its own readers know.
OWN_NAMES = "language."


def mixed_words(text: str) -> list[str]:
    """Words with letters of both scripts."""
    return [word for word in WORD.findall(NOT_WORDS.sub(" ", text)) if LATIN.search(word) and CYRILLIC.search(word)]


def latin_words(text: str) -> list[str]:
    """Words in Latin that are not on the list."""
    return [
        word
        for word in WORD.findall(NOT_WORDS.sub(" ", text))
        if LATIN.search(word) and not CYRILLIC.search(word) and word not in LATIN_WORDS
    ]


def impure_texts(tree: Sequence[Source]) -> list[str]:
    return [
        f"{text.path}: {text.key}: {' '.join(words)}"
        for text in catalogue(tree, "sr")
        if not text.key.startswith(OWN_NAMES)
        if (words := [word for form in text.forms for word in (*mixed_words(form), *latin_words(form))])
    ]


def strings_of(data: object) -> Iterator[str]:
    """Every string in parsed data, at any depth."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings_of(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings_of(value)


def impure_data(tree: Sequence[Source]) -> list[str]:
    """Mixed words in the data; Latin words alone are codes and other languages there."""
    readers = {"toml": tomllib.loads, "json": json.loads}
    return [
        f"{source.path}: {word}"
        for source in tree
        if source.within("resources") and (read := readers.get(source.path.rpartition(".")[2]))
        for text in strings_of(read(source.text))
        for word in mixed_words(text)
    ]


def test_serbian_texts_are_cyrillic(tree: list[Source]) -> None:
    assert impure_texts(tree) == []


def test_no_word_of_the_data_mixes_scripts(tree: list[Source]) -> None:
    assert impure_data(tree) == []


@pytest.mark.parametrize("words", ["Зaхтев", "Zahtev", "Одштампај OK"])
def test_latin_among_cyrillic_is_caught(words: str) -> None:
    assert impure_texts(planted("resources/texts/sr/room.po", f'msgid "a.b"\nmsgstr "{words}"\n')) != []


def test_placeholders_addresses_and_listed_words_pass() -> None:
    words = "{name} из PDF-а: https://example.rs, pomoc@example.rs (Ctrl+Enter, F2, USB-ом)"
    assert impure_texts(planted("resources/texts/sr/room.po", f'msgid "a.b"\nmsgstr "{words}"\n')) == []


def test_a_look_alike_in_data_is_caught() -> None:
    assert impure_data(planted("resources/catalogue/service.toml", '[title]\nsr = "Извoд из матичне књиге"\n')) != []
