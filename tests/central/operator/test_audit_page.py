"""The centre's record, a hundred rows at a time, each act in words."""

from __future__ import annotations

from html import unescape
from typing import get_args

import pytest

from clerk_app.central import audit
from clerk_app.central.operator.audit_page import ON_A_PAGE
from tests.central.conftest import TEXTS, Running
from tests.support.operator_at_page import OperatorAtPage


@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn", "en"])
def test_every_act_has_words(language: str) -> None:
    assert all(TEXTS.in_language(language).text(f"audit.{act}") for act in get_args(audit.Act))


def test_rows_go_on_behind_the_last_and_are_told_by_operator(centre: Running) -> None:
    parts = centre.central.parts
    with parts.database.write() as connection:
        for number in range(ON_A_PAGE + 5):
            actor = "Ева" if number == 3 else "Ана"
            audit.note(
                connection, parts.keys.municipality, "code_made", at=number + 1, actor=actor, target=f"место <{number}>"
            )
        audit.note(connection, "druga", "code_made", at=1, actor="Тајна")
    with OperatorAtPage(centre.central, centre.url) as operator:
        first = operator.client.get("/operator/audit").text
        assert "место &lt;104&gt;" in first
        assert "место &lt;3&gt;" not in first
        older = unescape(first.partition('href="/operator/audit?')[2].partition('"')[0])
        assert "место <3>" in operator.page(f"/operator/audit?{older}")
        only = operator.page("/operator/audit?actor=Ева&before=x")
    assert "место <3>" in only
    assert "место <104>" not in only
    assert "Тајна" not in first
