"""Nobody calls our figures a score of the Local eGovernment Index: that is its owner's to give (DOMAIN §7)."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from tests.gates.text_keys import LANGUAGES, catalogue
from tests.gates.tree import Source, planted

_INDEX = r"(?:LEI|ЛЕИ|Local eGovernment Index|Локалн\w+ индекс\w*(?: еУправе)?)"
_SCORE = r"(?:scor\w*|grad\w*|rat(?:e|ing)\w*|rank\w*|оцен\w*|скор\w*|бодов\w*|ранг\w*|резултат\w*)"
CLAIM = re.compile(rf"{_INDEX}[^.\n]{{0,30}}\b{_SCORE}|\b{_SCORE}[^.\n]{{0,30}}{_INDEX}", re.IGNORECASE)
DENIAL = re.compile(r"\b(?:није|нису|никад|not|no|never)\b", re.IGNORECASE)


def claims(tree: Sequence[Source]) -> list[str]:
    """Sentences that speak of the Index's score without saying that it is none."""
    found = []
    for source in tree:
        if source.within("resources", "clerk_app", "docs") or source.path == "README.md":
            sentences = re.split(r"(?<=[.!?\"])\s", source.text)
            found += [
                f"{source.path}: {sentence.strip()[:80]}"
                for sentence in sentences
                if CLAIM.search(sentence) and not DENIAL.search(sentence)
            ]
    return found


def test_no_text_speaks_of_a_score(tree: list[Source]) -> None:
    assert claims(tree) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_says_that_it_is_none(tree: list[Source], language: str) -> None:
    (banner,) = [text for text in catalogue(tree, language) if text.key == "index.banner"]
    assert CLAIM.search(banner.forms[0])
    assert DENIAL.search(banner.forms[0])


@pytest.mark.parametrize(
    "text",
    ["Оцена ЛЕИ: 4,2", "ЛЕИ скор општине", "The LEI score of the town", "a rating in the Local eGovernment Index"],
)
def test_a_claim_is_caught(text: str) -> None:
    assert claims(planted("resources/texts/sr/index.po", f'msgid "index.a"\nmsgstr "{text}"\n')) != []


@pytest.mark.parametrize(
    "text", ["Ово није званична оцена ЛЕИ.", "This is not a score of the LEI.", "Показатељи у вези са ЛЕИ"]
)
def test_a_denial_passes(text: str) -> None:
    assert claims(planted("resources/texts/sr/index.po", f'msgid "index.a"\nmsgstr "{text}"\n')) == []
