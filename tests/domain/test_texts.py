"""Every code that the domain can give has its words in both languages, with the values that the code brings."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from clerk_app.domain.receipts import Verdict
from clerk_app.domain.requests import CASE_STATES

ROOT = Path(__file__).parents[2]
SOURCES = [
    *sorted((ROOT / "clerk_app/domain").glob("*.py")),
    *sorted((ROOT / "clerk_app/contract").glob("catalogue*.py")),
]
CODE = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)


def texts(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted((ROOT / "resources" / "texts" / language).glob("*.po")):
        with path.open("rb") as file:
            found |= {str(message.id): str(message.string) for message in read_po(file) if message.id}
    return found


def codes(pattern: str) -> set[str]:
    return set(re.findall(pattern, CODE))


@pytest.mark.parametrize("language", ["sr", "en"])
def test_every_code_has_words(language: str) -> None:
    known = texts(language)
    findings = codes(r'Finding\("(\w+)"') | codes(
        r'"((?:jmbg|pib|account|iban|reference|company_number)_(?!unknown)\w+)"'
    )
    findings |= codes(r'"((?:number|date|amount|phone|email)_(?:wrong|impossible|form|too_\w+))"')
    needed = {f"finding.{code}" for code in findings}
    needed |= {f"error.{code}" for code in codes(r'Invalid\("(\w+)"')}
    needed |= {f"problem.{code}" for code in codes(r'Problem\([^()]*"(\w+)"\)')}
    needed |= {f"state.{state}" for state in CASE_STATES}
    needed |= {f"verdict.{verdict.value}" for verdict in Verdict}
    assert len(needed) > 70
    assert sorted(needed - set(known)) == []


def test_both_languages_say_the_same_with_the_same_values() -> None:
    serbian, english = texts("sr"), texts("en")
    assert set(serbian) == set(english)
    for key, text in serbian.items():
        assert text
        assert english[key]
        fields = [{name for _, name, _, _ in string.Formatter().parse(words) if name} for words in (text, english[key])]
        assert fields[0] == fields[1], key
