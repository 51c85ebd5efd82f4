"""Saying on the office's network where this relay is: a mark of the office and no name."""

from __future__ import annotations

import logging
import secrets
import socket
from collections.abc import Callable

from zeroconf import Error as ZeroconfError
from zeroconf import ServiceInfo, Zeroconf

from clerk_app.contract.relay import PROTOCOL, SERVICE_TYPE, place_mark
from clerk_app.log import event

_LOG = logging.getLogger(__name__)
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared with, not bound to


class Announcing:
    """Begun once the relay listens; a network that takes no announcement stops nothing: an address can be given."""

    def __init__(
        self, host: str, municipality: str, office: str, interfaces: Callable[[], Zeroconf] = Zeroconf
    ) -> None:
        self._host = host
        self._place = place_mark(municipality, office)
        self._interfaces = interfaces
        self._network: Zeroconf | None = None

    def begin(self, port: int) -> None:
        """Say it until ``end``."""
        name = f"salter-{secrets.token_hex(4)}"
        try:
            self._network = self._interfaces()
            self._network.register_service(
                ServiceInfo(
                    SERVICE_TYPE,
                    f"{name}.{SERVICE_TYPE}",
                    port=port,
                    properties={"place": self._place, "protocol": str(PROTOCOL)},
                    server=f"{name}.local.",
                    parsed_addresses=addresses(self._host),
                )
            )
        except (OSError, ZeroconfError) as error:
            event(_LOG, "relay.not_announced", level=logging.WARNING, kind=type(error).__name__)
            self.end()

    def end(self) -> None:
        """Take it back."""
        if self._network is not None:
            self._network.close()
            self._network = None


def addresses(host: str) -> list[str]:
    """The addresses at which a relay that listens at ``host`` is reached from the network."""
    if host not in _EVERYWHERE:
        return [host]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: only asks which way out there is
        except OSError:
            return ["127.0.0.1"]
        return [str(probe.getsockname()[0])]
