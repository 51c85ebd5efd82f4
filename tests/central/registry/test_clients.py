"""A client is let in by its secret alone, for half an hour, and the centre keeps neither secret nor token."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clerk_app.central.app import Parts
from clerk_app.central.registry.clients import TOKEN_LIFE, Client
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.central.tries import FREE_FAILURES
from clerk_app.contract.registry import TokenRequest
from clerk_app.domain.errors import Invalid, Refused, SignIn
from tests.support.centre_rows import rows


@pytest.fixture
def parts(settings: CentralSettings) -> Iterator[Parts]:
    opened = open_parts(settings)
    yield opened
    opened.database.close()


def test_a_token_stands_for_its_client_until_it_lapses(parts: Parts, settings: CentralSettings) -> None:
    secret = parts.clients.make("dom zdravlja", "dom-zdravlja")
    token = parts.clients.sign_in(TokenRequest("dom zdravlja", secret)).token
    assert parts.clients.of(f"Bearer {token}") == Client("dom zdravlja", "dom-zdravlja")
    assert parts.clients.of(f"bearer {token}").body == "dom-zdravlja"
    settings.now.at += TOKEN_LIFE - 1  # type: ignore[attr-defined]
    assert parts.clients.of(f"Bearer {token}").name == "dom zdravlja"
    settings.now.at += 1  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="unauthenticated"):
        parts.clients.of(f"Bearer {token}")
    parts.clients.sign_in(TokenRequest("dom zdravlja", secret))
    assert rows(settings.database_url, "SELECT count(*) FROM registry_token") == [(1,)], "what lapsed is swept"


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer ", "Basic x", "Bearer x", "Bearer ш"])
def test_whatever_else_is_shown_lets_nobody_in(parts: Parts, shown: str) -> None:
    parts.clients.make("a")
    with pytest.raises(Refused, match="unauthenticated"):
        parts.clients.of(shown)


def test_neither_secret_nor_token_stands_in_the_database(parts: Parts, settings: CentralSettings) -> None:
    secret = parts.clients.make("a")
    token = parts.clients.sign_in(TokenRequest("a", secret))
    kept = repr(
        [rows(settings.database_url, f"SELECT * FROM {table}") for table in ("registry_client", "registry_token")]
    )
    assert secret not in kept
    assert token.token not in kept
    assert secret not in repr(TokenRequest("a", secret))
    assert token.token not in repr(token)


def test_another_secret_ends_the_one_before_and_its_tokens(parts: Parts) -> None:
    first = parts.clients.make("a")
    token = parts.clients.sign_in(TokenRequest("a", first)).token
    second = parts.clients.make("a", "another-body")
    for refused in (
        lambda: parts.clients.of(f"Bearer {token}"),
        lambda: parts.clients.sign_in(TokenRequest("a", first)),
    ):
        with pytest.raises(Refused, match="unauthenticated"):
            refused()
    token = parts.clients.sign_in(TokenRequest("a", second)).token
    assert parts.clients.of(f"Bearer {token}").body == "another-body"


def test_who_guesses_waits_whether_the_name_is_there_or_not(parts: Parts) -> None:
    parts.clients.make("here")
    for name in ("here", "nobody"):
        for _ in range(FREE_FAILURES):
            with pytest.raises(Refused, match="unauthenticated"):
                parts.clients.sign_in(TokenRequest(name, "guess"))
        with pytest.raises(SignIn, match="password_wait"):
            parts.clients.sign_in(TokenRequest(name, "guess"))


@pytest.mark.parametrize(("name", "body"), [("", ""), ("x" * 81, ""), ("a\n", ""), ("a", "x" * 81)])
def test_a_name_must_be_one(parts: Parts, name: str, body: str) -> None:
    with pytest.raises(Invalid, match="client_name"):
        parts.clients.make(name, body)
