"""Whoever moves the money: speaks the REST of payments over a client that somebody else opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import httpx
import msgspec

from clerk_app.contract.payments import ORDER, ORDERS, PROOFS, REPORTS
from clerk_app.contract.registry import TOKENS


@dataclass
class Bank:
    """One client; ``day`` is the date on which it books what nobody dates otherwise."""

    client: httpx.Client
    name: str
    secret: str
    day: str = "2026-09-21"
    token: str = ""

    def sign_in(self) -> Bank:
        """A token from now on."""
        reply = self.client.post(TOKENS, content=msgspec.json.encode({"client": self.name, "secret": self.secret}))
        reply.raise_for_status()
        self.token = reply.json()["token"]
        return self

    def report(self, name: str, amount: int, **told: object) -> httpx.Response:
        """Report a payment under an id."""
        return self._ask("POST", REPORTS, {"id": name, "kind": "paid", "amount": amount, "booked": self.day, **told})

    def orders(self, number: str) -> httpx.Response:
        """The orders of a request."""
        return self._ask("POST", ORDERS, {"number": number})

    def order(self, name: str) -> httpx.Response:
        """One order."""
        return self._ask("GET", ORDER.replace("{order}", name))

    def attach(self, name: str, number: str, amount: int, **told: object) -> httpx.Response:
        """A proof that was uploaded."""
        said = {"number": number, "booked": self.day, "amount": amount, **told}
        return self._ask("POST", PROOFS.replace("{order}", name), said)

    def _ask(self, method: str, target: str, told: Mapping[str, object] | None = None) -> httpx.Response:
        content = msgspec.json.encode(told) if told is not None else None
        return self.client.request(method, target, content=content, headers={"Authorization": f"Bearer {self.token}"})
