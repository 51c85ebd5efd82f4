"""A code of the portal is checked without the line: believed, not here, of another municipality, forged or garbled."""

from __future__ import annotations

import pytest

from clerk_app.contract.keys import SigningKey
from clerk_app.domain import numbers
from clerk_app.domain.errors import Refused, SignIn
from tests.support.desk_day import VESNA
from tests.support.fake_desk import FakeDesk
from tests.support.filed import code_of, file_online


@pytest.fixture
def desk(qapp: object) -> FakeDesk:
    return FakeDesk()


def test_a_case_that_is_here_is_found_by_its_code(desk: FakeDesk) -> None:
    view = file_online(desk, VESNA, "public-area", payment="paid")
    checked = desk.actions.filings.check(f" {code_of(view.number).lower()}\n")
    assert (checked.verdict, checked.subject) == ("here", view.subject)


def test_a_case_that_has_not_come_yet_is_genuine_all_the_same(desk: FakeDesk) -> None:
    number = numbers.portal(2026, 9)
    checked = desk.actions.filings.check(code_of(number))
    assert (checked.verdict, checked.subject) == ("not_here", b"")
    assert checked.code is not None
    assert checked.code.number == number


def test_what_is_not_to_be_believed_tells_nothing_of_what_it_says(desk: FakeDesk) -> None:
    view = file_online(desk, VESNA, "public-area")
    good = code_of(view.number)
    wrong = {
        code_of(view.number, key=SigningKey(b"x" * 32)): "forged",
        good[:90] + ("0" if good[90] != "0" else "1") + good[91:]: "forged",
        code_of(view.number, municipality="elsewhere"): "other_municipality",
        "EUP1:": "garbled",
        good[:40]: "garbled",
        "EUP1:ШТА ЈЕ ОВО": "garbled",
    }
    told = {text: desk.actions.filings.check(text) for text in wrong}
    assert {text: checked.verdict for text, checked in told.items()} == wrong
    assert all(checked.code is None and not checked.subject for checked in told.values())


def test_who_may_not_search_may_not_look_by_code_either(desk: FakeDesk) -> None:
    desk.role = "administrator"
    desk.sign_in()
    with pytest.raises(Refused, match="not_permitted"):
        desk.actions.filings.check("EUP1:")
    desk.sessions.lock()
    with pytest.raises(SignIn):
        desk.actions.filings.check("EUP1:")
