"""The door says how the first operator is made, and tells nobody whether it was the name."""

from __future__ import annotations

import httpx

from tests.central.conftest import TEXTS, Running
from tests.support.operator_at_page import NAME, PASSWORD, OperatorAtPage


def test_without_operators_the_door_says_how_one_is_made(centre: Running) -> None:
    page = httpx.get(f"{centre.url}/operator/sign-in", verify=False).text
    assert "clerk-app central operator add" in page
    assert "<form" not in page


def test_a_wrong_name_and_a_wrong_password_are_answered_alike_and_then_wait(centre: Running) -> None:
    with OperatorAtPage(centre.central, centre.url) as operator:
        word = operator.word("/operator/sign-in")
        for name in (NAME, "Нико"):
            answers = [
                operator.client.post("/operator/sign-in", data={"word": word, "name": name, "password": "wrong"})
                for _ in range(4)
            ]
            assert [answer.status_code for answer in answers] == [403, 403, 403, 429]
            assert TEXTS.text("error.operator_password_wrong") in answers[0].text
        centre.clock.at += 2_000_000
        assert operator.enter(PASSWORD).status_code == 303
