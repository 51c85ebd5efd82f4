"""A citizen at the portal: speaks its JSON over a real connection."""

from __future__ import annotations

import itertools
import ssl
from types import TracebackType

import httpx

from clerk_app.contract import canonical
from clerk_app.contract.enrolment import Anchor
from clerk_app.contract.portal import FILINGS, SESSIONS, Filed, Session

JASNA, JASNAS = "jasna.primeric", "gradjanka-2026"
VUK, VUKS = "vuk.ogledic", "gradjanin-2026"
STALL = {"holder.kind": "person", "place.purpose": "stall", "place.location": "Трг слободе", "place.zone": "third"}
"""Of the service ``public-area``, which is to be paid for."""
_keys = itertools.count(1)


class Citizen:
    """Used by ``with``; signed in as one of the seeded accounts."""

    def __init__(self, url: str, anchor: Anchor, account: str = JASNA, password: str = JASNAS) -> None:
        context = ssl.create_default_context(cadata=anchor.ca_pem)
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        self.client = httpx.Client(base_url=url, verify=context, timeout=20, trust_env=False)
        self._who = {"account": account, "password": password}

    def __enter__(self) -> Citizen:
        reply = self.client.post(SESSIONS, json=self._who)
        reply.raise_for_status()
        self.client.headers["Authorization"] = f"Bearer {canonical.decode(reply.content, Session).token}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()

    def file(self, service: str = "public-area", **more: object) -> Filed:
        """File something, each time another, unless ``key`` says that it is the same."""
        said = {"key": f"test-filing-{next(_keys)}", "service": service, "form": STALL} | more
        return self._told(self.client.post(FILINGS, json=said))

    def see(self, number: str) -> Filed:
        """One filing as it stands."""
        return self._told(self.client.get(f"{FILINGS}/{number}"))

    def do(self, number: str, what: str, **said: object) -> Filed:
        """``payment``, ``supplement`` or ``withdrawal``."""
        return self._told(self.client.post(f"{FILINGS}/{number}/{what}", json=said))

    def _told(self, reply: httpx.Response) -> Filed:
        assert reply.status_code in (200, 201), reply.text
        return canonical.decode(reply.content, Filed)
