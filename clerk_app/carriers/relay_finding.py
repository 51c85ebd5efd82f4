"""Finding the relay of the office on its network: by multicast DNS, a moment at a time, or where the setting says."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from zeroconf import Error as ZeroconfError
from zeroconf import IPVersion, ServiceBrowser, ServiceListener, Zeroconf

from clerk_app.contract.relay import PROTOCOL, SERVICE_TYPE
from clerk_app.domain.errors import Unavailable

AUTO, OFF = "auto", "off"
LISTENS = 2.0
"""Seconds for which relays may answer."""
_ANSWERS = 1000  # milliseconds for the address of one


class RelayFinder:
    """Where relays may be: ``setting`` is ``auto``, ``off`` or ``host:port``; ``place`` marks the office.

    What is found is not believed: each has to show the office's key.
    """

    def __init__(self, setting: str, place: str, interfaces: Callable[[], Zeroconf] = Zeroconf) -> None:
        self._setting = setting
        self._place = place
        self._interfaces = interfaces

    def find(self) -> tuple[str, ...]:
        """Addresses, in the order in which they answered; nothing where there is no network.

        Raises ``Unavailable('relay_off')``.
        """
        if self._setting == OFF:
            raise Unavailable("relay_off")
        return self._browse() if self._setting == AUTO else (self._setting,)

    def _browse(self) -> tuple[str, ...]:
        try:
            network = self._interfaces()
        except (OSError, ZeroconfError):
            return ()
        try:
            listening = _Listening(self._place)
            browser = ServiceBrowser(network, SERVICE_TYPE, listening)
            listening.wait(LISTENS)
            browser.cancel()
            return listening.found()
        finally:
            network.close()


class _Listening(ServiceListener):
    """Gathers relays of one office; the first ends the waiting a moment later."""

    def __init__(self, place: str) -> None:
        self._place = place.encode()
        self._found: dict[str, None] = {}
        self._any = threading.Condition()

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """A relay has answered."""
        info = zc.get_service_info(type_, name, _ANSWERS)
        if info is None or info.properties.get(b"place") != self._place:
            return
        if info.properties.get(b"protocol") != str(PROTOCOL).encode():
            return
        with self._any:
            for address in info.parsed_addresses(IPVersion.V4Only):
                self._found[f"{address}:{info.port}"] = None
            self._any.notify_all()

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """It says something else now."""
        self.add_service(zc, type_, name)

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """It has gone: whoever dials it finds out."""

    def wait(self, seconds: float) -> None:
        """Until one is there, or for so long."""
        end = time.monotonic() + seconds
        with self._any:
            while not self._found and (left := end - time.monotonic()) > 0:
                self._any.wait(left)

    def found(self) -> tuple[str, ...]:
        """What there is so far."""
        with self._any:
            return tuple(self._found)
