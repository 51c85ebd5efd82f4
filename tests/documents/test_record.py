"""The paper of a record: what the register told, and how it was obtained."""

from __future__ import annotations

import pypdfium2
import pytest

from clerk_app.documents.record import RecordSheet, record_words
from clerk_app.ports.ezup import RecordFacts
from tests.support.ezup_world import rules
from tests.support.specimens import ISSUER


@pytest.fixture
def facts():
    dataset = rules().dataset("porez")
    assert dataset is not None
    return RecordFacts(
        issuer=ISSUER,
        language="sr",
        number="A7-000431-T",
        title="Приходи",
        dataset=dataset,
        payload={"debt": "no", "income[0].year": "2025", "income[0].amount": "612000,00", "income[1].year": "2024"},
        key="140398••••••6",
        legal_basis="Закон о *општем* управном поступку",
        asked_local="2026-11-23T08:52:00+01:00",
        told_local="2026-11-23T08:52:01+01:00",
        clerk="М. Примерић",
        digest="5c" * 32,
    )


def test_the_pdf_says_ex_officio_from_whom_when_and_what(facts, layouts, texts):
    document = pypdfium2.PdfDocument(RecordSheet(layouts, texts).record(facts))
    text = document[0].get_textpage().get_text_bounded()
    said = (
        "Прибављено по службеној дужности",
        "Пореска управа",
        "612000,00 РСД",
        "140398••••••6",
        "*општем*",
        "08:52:01",
    )
    for expected in said:
        assert expected in text
    document.close()


def test_rows_of_a_group_are_numbered_and_yes_is_a_word(facts, texts):
    rows = record_words(facts, texts.of("en"))["rows"]
    assert rows[0] == ["Has an overdue tax debt", "no"]
    assert [label for label, _ in rows[1:]] == ["1. Year", "1. Income", "2. Year"]
