"""One word for one thing where official records are spoken of: what is asked for, who keeps it, what a desk writes."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from tests.gates.text_keys import LANGUAGES, catalogue
from tests.gates.tree import Source, planted

OTHERS = {
    "sr": re.compile(r"\b(?:регист[ра]\w*|запис\w*|питањ\w*)", re.IGNORECASE),  # податак, евиденција, упит
    "en": re.compile(r"\b(?:data|dataset\w*|entry|entries|questions?|recorded)\b|official records", re.IGNORECASE),
}
"""Other words for record, register and query; a record is no entry of the journal, and a statement is entered."""

ALLOWED = {"ezup_log.entry", "ezup.again_about"}
"""The entry that asked; the party's data as the law on them has it."""


def other_words(tree: Sequence[Source], language: str) -> list[str]:
    """Texts about records that use another word than the rest."""
    return [
        f"{text.key}: {form}"
        for text in catalogue(tree, language)
        if re.match(r"(ezup|ezup_log|history\.ezup|held\.query|command\.\w*record|attention\.kind\.ezup)", text.key)
        and text.key not in ALLOWED
        for form in text.forms
        if OTHERS[language].search(form)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_of_records_have_one_word_for_one_thing(tree: list[Source], language: str) -> None:
    assert other_words(tree, language) == []


def test_another_word_is_caught() -> None:
    planned = planted("resources/texts/sr/ezup.po", 'msgid "ezup.a"\nmsgstr "Регистар није одговорио"\n')
    assert other_words(planned, "sr") != []
