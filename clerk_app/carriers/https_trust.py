"""Time stamps and answers about certificates, over whatever web address their givers have.

Plain HTTP is usual for both and harms nothing: what goes is a digest or a serial number, and what comes is signed by
who gives it and judged by whoever asked. No proxy of the environment is used, and no redirection followed.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from clerk_app.carriers.problems import not_ours, translated
from clerk_app.carriers.sockets import OpenSockets, socket_options
from clerk_app.carriers.tls import public_context
from clerk_app.contract.trust import OCSP_REPLY, OCSP_REQUEST, STAMP_REPLY, STAMP_REQUEST
from clerk_app.domain.errors import Unavailable

SILENCE = 9.0  # seconds without a byte that make a cut
CONNECT = 4.0
SLOWEST = 1024  # bytes a second
MOST_ANSWER = 256 * 1024
MOST_LIST = 16 * 1024 * 1024  # lists of revoked certificates grow for years


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked for: the body, its headers, the code where it is not given, and how large it may be."""

    body: bytes
    headers: Mapping[str, str]
    refused: str
    most: int = MOST_ANSWER


class HttpsTrust:
    """The ports ``TimeStamps`` (of the authority at ``tsa``) and ``Revocation``; ``ca_pem`` is the centre's own CA."""

    def __init__(self, tsa: str = "", ca_pem: str = "") -> None:
        self._tsa = tsa
        self._sockets = OpenSockets()
        transport = httpx.HTTPTransport(
            verify=public_context(ca_pem),
            limits=httpx.Limits(max_connections=2, max_keepalive_connections=0),
            socket_options=socket_options(),
        )
        self._client = httpx.Client(transport=transport, trust_env=False, follow_redirects=False)

    def stamp(self, request: bytes) -> bytes:
        """The answer to a request for a time stamp; raises ``Unavailable`` (``tsa_not_set`` and of the line)."""
        if not self._tsa:
            raise Unavailable("tsa_not_set")
        headers = {"Content-Type": STAMP_REQUEST, "Accept": STAMP_REPLY}
        return self._whole("POST", self._tsa, _Wanted(request, headers, "tsa_refused"))

    def ask(self, url: str, request: bytes) -> bytes:
        """The answer whether a certificate holds."""
        headers = {"Content-Type": OCSP_REQUEST, "Accept": OCSP_REPLY}
        return self._whole("POST", url, _Wanted(request, headers, "ocsp_refused"))

    def fetch(self, url: str) -> bytes:
        """A list of revoked certificates."""
        return self._whole("GET", url, _Wanted(b"", {}, "crl_refused", MOST_LIST))

    def cut(self) -> None:
        """End whatever is under way, from another thread."""
        self._sockets.shut()

    def close(self) -> None:
        """Close the pool; call it when no request is under way."""
        self._client.close()

    def _whole(self, method: str, url: str, wanted: _Wanted) -> bytes:
        """The whole answer of 200; one that trickles or grows too large is given up."""
        timeout = httpx.Timeout(connect=CONNECT, read=SILENCE, write=SILENCE, pool=CONNECT)
        try:
            request = self._client.build_request(
                method,
                url,
                content=wanted.body or None,
                headers=dict(wanted.headers),
                timeout=timeout,
                extensions={"trace": self._sockets.trace},
            )
            with translated():
                response = self._client.send(request, stream=True)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise Unavailable("line_down") from error
        try:
            if response.status_code != httpx.codes.OK:
                raise Unavailable(wanted.refused)  # a portal's page, or the authority's own trouble: later, perhaps
            return _read(response, wanted.most)
        finally:
            response.close()


def _read(response: httpx.Response, most: int) -> bytes:
    held, began = bytearray(), time.monotonic()
    with translated(answered=True):
        for piece in response.iter_raw():
            held += piece
            if len(held) > most:
                raise not_ours()
            if time.monotonic() - began > SILENCE + len(held) / SLOWEST:
                raise Unavailable("line_slow")
    return bytes(held)
