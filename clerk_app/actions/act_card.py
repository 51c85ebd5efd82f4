"""The card that acts are signed with, opened with care: not in practice, not expired, and never locked from here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from clerk_app.actions.receipting import Receipting
from clerk_app.domain.errors import Refused, Unavailable
from clerk_app.ports.clock import Clock
from clerk_app.ports.signing import Certificate, KeptToken, OpenToken

MOST_WRONG = 3
_WRONG = frozenset({"pin_wrong", "pin_last_try"})


class ActCard:
    """A card once opened stays so until it is put away; where it is open, no PIN is asked for.

    Wrong PINs in a row are counted by certificate, for as long as the program runs.
    """

    def __init__(self, token: Callable[[], KeptToken], receipting: Receipting, clock: Clock) -> None:
        self._chosen = token
        self._receipting = receipting
        self._clock = clock
        self._wrong: dict[str, int] = {}
        self._held: KeptToken | None = None

    def certificate(self) -> Certificate:
        """What would be signed with; raises as ``Token.certificate`` and ``Refused('certificate_expired')``."""
        return self._good(self._token().certificate())

    def is_open(self) -> bool:
        """Whether the next act needs no PIN."""
        return self._held is not None and self._held.is_open()

    def put_away(self) -> None:
        """Close the card: the next act needs its PIN again. Waits for nothing."""
        if self._held is not None:
            self._held.end()

    @contextmanager
    def opened(self, pin: bytearray) -> Iterator[OpenToken]:
        """The card opened, unless its PIN was wrong too often; a right one makes up for those before.

        Raises ``Invalid('pin_missing')`` for an empty PIN where the card is not open, and ``Refused`` (``pin_wrong``,
        ``pin_last_try``, ``pin_locked``, ``pin_thrice_wrong``) beside the rest.
        """
        token = self._token()
        serial = self._good(token.certificate()).serial if pin else ""
        if self._wrong.get(serial, 0) >= MOST_WRONG:
            raise Refused("pin_thrice_wrong")
        try:
            with token.open(pin) as opened:
                self._good(opened.certificate)
                self._wrong.pop(serial, None)
                yield opened
        except Refused as error:
            if error.code in _WRONG:
                self._wrong[serial] = self._wrong.get(serial, 0) + 1
                if self._wrong[serial] >= MOST_WRONG:
                    raise Refused("pin_thrice_wrong") from error
            raise

    def _token(self) -> KeptToken:
        """The card; none signs in practice mode, where nothing is meant. One that was chosen before is put away."""
        if self._receipting.issuer().practice:
            raise Unavailable("token_not_set")
        chosen = self._chosen()
        if chosen is not self._held:
            self.put_away()
        self._held = chosen
        return chosen

    def _good(self, certificate: Certificate) -> Certificate:
        """A certificate that has not expired; a clock that lags makes no certificate too new (invariant 6)."""
        if certificate.ends < now(self._clock):
            raise Refused("certificate_expired")
        return certificate


def now(clock: Clock) -> float:
    """The moment by the centre's clock, as far as it is known; seconds UTC."""
    return clock.stamp().corrected / 1_000_000
