"""Every text that is asked for exists in every language, and no text is left that nobody asks for."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Sequence

import pytest

from tests.gates.text_keys import LANGUAGES, Text, asked, catalogue
from tests.gates.tree import Source, planted

PLURAL_FORMS = {"sr": 3, "en": 2}


def missing(tree: Sequence[Source], language: str) -> list[str]:
    wanted = asked(tree)
    held = {text.key: text.plural for text in catalogue(tree, language)}
    absent = [f"{where}: {key}" for key, where in (wanted.single | wanted.plural).items() if key not in held]
    odd = [f"{where}: {key} has no plural" for key, where in wanted.plural.items() if held.get(key) is False]
    return sorted(absent + odd)


def orphans(tree: Sequence[Source], language: str) -> list[str]:
    wanted = asked(tree)
    return [f"{text.path}: {text.key}" for text in catalogue(tree, language) if not wanted.knows(text.key)]


def doubles(tree: Sequence[Source], language: str) -> list[str]:
    counted = Counter(text.key for text in catalogue(tree, language))
    return [key for key, times in counted.items() if times > 1]


def unfinished(tree: Sequence[Source], language: str) -> list[str]:
    """Texts with an empty form, or with fewer plural forms than the language has."""
    return [
        f"{text.path}: {text.key}"
        for text in catalogue(tree, language)
        if not all(text.forms) or (text.plural and len(text.forms) != PLURAL_FORMS[language])
    ]


def placeholders(text: Text) -> set[str]:
    return {name for form in text.forms for _, name, _, _ in string.Formatter().parse(form) if name is not None}


def disagreements(tree: Sequence[Source]) -> list[str]:
    """Keys whose placeholders differ between the languages, and keys that only one of them has."""
    first, second = ({text.key: text for text in catalogue(tree, language)} for language in LANGUAGES)
    lonely = sorted(first.keys() ^ second.keys())
    return lonely + [
        key for key in first.keys() & second.keys() if placeholders(first[key]) != placeholders(second[key])
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_for_is_there(tree: list[Source], language: str) -> None:
    assert missing(tree, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_there_is_asked_for(tree: list[Source], language: str) -> None:
    assert orphans(tree, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_is_whole_and_stands_once(tree: list[Source], language: str) -> None:
    assert unfinished(tree, language) == []
    assert doubles(tree, language) == []


def test_the_languages_agree(tree: list[Source]) -> None:
    assert disagreements(tree) == []


def po(language: str, body: str) -> list[Source]:
    return planted(f"resources/texts/{language}/room.po", body)


@pytest.mark.parametrize(
    "code",
    [
        'texts.text("home.title")',
        'texts.many("home.title", 3)',
        'raise Refused("no_grant")',
        'Finding("no_photo", "x")',
    ],
)
def test_a_missing_text_is_caught(code: str) -> None:
    assert missing(planted("clerk_app/ui/home.py", code), "sr") != []


def test_a_single_text_where_a_plural_is_asked_for_is_caught() -> None:
    code = planted("clerk_app/ui/home.py", 'texts.many("home.title", 3)')
    assert missing([*code, *po("sr", 'msgid "home.title"\nmsgstr "Почетак"\n')], "sr") != []


@pytest.mark.parametrize("key", ["home.title", "error.no_grant"])
def test_an_orphan_is_caught(key: str) -> None:
    code = planted("clerk_app/ui/home.py", 'texts.text(f"error.{code}")')
    assert orphans([*code, *po("sr", f'msgid "{key}"\nmsgstr "Почетак"\n')], "sr") != []


@pytest.mark.parametrize(
    "code", ['Command("home.title")', 'texts.text(f"home.{part}")', 'raise Refused("x")\ntexts.text("home.title")']
)
def test_a_key_that_travels_as_data_is_no_orphan(code: str) -> None:
    tree = [*planted("clerk_app/ui/home.py", code), *po("sr", 'msgid "home.title"\nmsgstr "Почетак"\n')]
    assert orphans(tree, "sr") == []


def test_an_unfinished_text_is_caught() -> None:
    assert unfinished(po("en", 'msgid "home.title"\nmsgstr ""\n'), "en") != []
    two_forms = 'msgid "a.b"\nmsgid_plural "a.b.many"\nmsgstr[0] "један"\nmsgstr[1] "два"\n'
    assert unfinished(po("sr", two_forms), "sr") != []


def test_a_key_in_two_files_is_caught() -> None:
    entry = 'msgid "home.title"\nmsgstr "Почетак"\n'
    assert doubles([*po("sr", entry), *planted("resources/texts/sr/other.po", entry)], "sr") == ["home.title"]


def test_languages_that_disagree_are_caught() -> None:
    serbian = po("sr", 'msgid "a.b"\nmsgstr "Чека {count}"\n')
    assert disagreements(serbian) == ["a.b"]
    assert disagreements([*serbian, *po("en", 'msgid "a.b"\nmsgstr "Waiting {n}"\n')]) == ["a.b"]
    assert disagreements([*serbian, *po("en", 'msgid "a.b"\nmsgstr "Waiting {count}"\n')]) == []
