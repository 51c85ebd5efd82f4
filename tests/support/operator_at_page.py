"""An operator at the centre's page without a browser: cookies are kept, and forms are sent as they stand."""

from __future__ import annotations

import re
from html import unescape
from types import TracebackType
from typing import Self

import httpx

from clerk_app.central.server import Central

NAME, PASSWORD = "Ана Примерић", "lozinka-2026"
_WORD = re.compile(r'name="word" value="([0-9a-f]*)"')


class OperatorAtPage:
    """Used by ``with``; ``role`` is made at the centre first."""

    def __init__(self, central: Central, url: str, role: str = "administrator", name: str = NAME) -> None:
        if role != "administrator" and not central.parts.operators.all():
            central.parts.operators.add("Први", PASSWORD, "administrator")
        central.parts.operators.add(name, PASSWORD, role)
        self.client = httpx.Client(base_url=url, verify=False)  # the centre's CA is of no interest here
        self._name = name

    def __enter__(self) -> Self:
        assert self.enter(PASSWORD).status_code == 303
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()

    def enter(self, password: str) -> httpx.Response:
        """Sign in."""
        word = self.word("/operator/sign-in")
        return self.client.post("/operator/sign-in", data={"word": word, "name": self._name, "password": password})

    def page(self, path: str) -> str:
        """What a page says, as text."""
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return unescape(answer.text)

    def word(self, path: str) -> str:
        """The word that a form of this page brings along."""
        found = _WORD.search(self.client.get(path).text)
        return found[1] if found else ""

    def act(self, path: str, **fields: str | list[str]) -> httpx.Response:
        """Send a form as one of the pages has it."""
        return self.client.post(path, data={"word": self.word("/"), **fields})
