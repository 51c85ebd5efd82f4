"""A stranger's program that speaks the registry's REST: a name, a secret, a token when it needs one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import msgspec

from clerk_app.contract.registry import (
    CASE_STATUS,
    KEY_HEADER,
    RECEIPT,
    STATUS_HISTORY,
    SUBMISSION_NUMBERS,
    TOKENS,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def said(at: int) -> str:
    """A moment as REST says it."""
    return (EPOCH + timedelta(microseconds=at)).isoformat()


class RegistryCaller:
    """Speaks over a client that somebody else opened."""

    def __init__(self, client: httpx.Client, name: str, secret: str, body: str = "primerovo") -> None:
        self.client = client
        self.name = name
        self.body = body
        self._secret = secret
        self._token = ""

    def sign_in(self) -> RegistryCaller:
        """A token from now on."""
        reply = self.client.post(TOKENS, content=msgspec.json.encode({"client": self.name, "secret": self._secret}))
        reply.raise_for_status()
        self._token = reply.json()["token"]
        return self

    def number(self, key: str, at: int, **changed: object) -> httpx.Response:
        """Ask for a unique number."""
        told = {"body": self.body, "procedure": "RAP-0101", "received_at": said(at), **changed}
        return self._ask("POST", SUBMISSION_NUMBERS, told, {KEY_HEADER: key})

    def status(self, number: str, state: str, at: int, event: str, note: str = "") -> httpx.Response:
        """Say how a case stands."""
        told = {"state": state, "at": said(at), "event": event, "note": note}
        return self._ask("PUT", CASE_STATUS.replace("{number}", number), told)

    def history(self, number: str, begin: int = 0) -> httpx.Response:
        """The steps of a case."""
        return self._ask("GET", f"{STATUS_HISTORY.replace('{number}', number)}?from={begin}")

    def receipt(self, number: str) -> httpx.Response:
        """The receipt of a case."""
        return self._ask("GET", RECEIPT.replace("{number}", number))

    def _ask(
        self, method: str, target: str, told: object = None, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        content = msgspec.json.encode(told) if told is not None else None
        carried = {"Authorization": f"Bearer {self._token}", **(headers or {})}
        return self.client.request(method, target, content=content, headers=carried)
