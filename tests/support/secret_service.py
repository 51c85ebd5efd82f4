"""A real Secret Service of our own: a private D-Bus session with gnome-keyring in it, gone when the test is over."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from jeepney import MatchRule, message_bus  # type: ignore[import-untyped]  # it ships no types
from jeepney.io.blocking import Proxy, open_dbus_connection  # type: ignore[import-untyped]  # it ships no types

_NAME = "org.freedesktop.secrets"
_START_SECONDS = 20
_PASSWORD = b"opens the ring"
_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@dataclass(frozen=True)
class SecretService:
    """A running service; ``environment`` is what a client needs to find it."""

    address: str
    pid: int
    environment: dict[str, str] = field(default_factory=dict)

    def fall_silent(self) -> None:
        """Stop answering, as a ring does that is asking its user."""
        os.kill(self.pid, signal.SIGSTOP)

    def speak_again(self) -> None:
        """Answer what came in meanwhile."""
        os.kill(self.pid, signal.SIGCONT)


def move_into(service: SecretService, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process find that service and no other, until the test is over."""
    for name, value in service.environment.items():
        monkeypatch.setenv(name, value)


@contextmanager
def secret_service(folder: Path, *, locked: bool = False) -> Iterator[SecretService]:
    """A Secret Service whose files lie in ``folder``; ``locked`` gives one whose ring nobody has opened.

    The bus activates nothing by itself and no display is set, so that no prompt can appear.
    """
    environment = _environment(folder)
    with _bus(folder, environment) as address:
        environment["DBUS_SESSION_BUS_ADDRESS"] = address
        if locked:
            with _daemon(environment, address, unlock=True):
                pass  # made its ring, with a password; the next one starts without it
        with _daemon(environment, address, unlock=not locked) as pid:
            yield SecretService(address, pid, environment)


def _environment(folder: Path) -> dict[str, str]:
    """Everything of a desktop session that must not be the machine's own."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    own = {"HOME": "home", "XDG_RUNTIME_DIR": "run", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config"}
    for name, place in own.items():
        (folder / place).mkdir(mode=0o700, parents=True, exist_ok=True)
        kept[name] = str(folder / place)
    return kept


@contextmanager
def _bus(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """A message bus of our own, with nothing that it could start by itself."""
    config = folder / "bus.conf"
    config.write_text(_CONFIG.format(folder=folder))
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"]
    with _process(command, environment) as bus:
        assert bus.stdout is not None
        yield bus.stdout.readline().decode().strip()


@contextmanager
def _daemon(environment: dict[str, str], address: str, *, unlock: bool) -> Iterator[int]:
    """gnome-keyring on that bus, from the moment it answers to its name until it has ended."""
    command = ["gnome-keyring-daemon", "--foreground", "--components=secrets", *(["--unlock"] if unlock else [])]
    owned = MatchRule(
        type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged", path=message_bus.object_path
    )
    owned.add_arg_condition(0, _NAME)
    with open_dbus_connection(bus=address) as watcher, watcher.filter(owned) as changes:
        Proxy(message_bus, watcher).AddMatch(owned)
        with _process(command, environment) as daemon:
            assert daemon.stdin is not None
            if unlock:
                daemon.stdin.write(_PASSWORD)
            daemon.stdin.close()
            watcher.recv_until_filtered(changes, timeout=_START_SECONDS)
            yield daemon.pid
        watcher.recv_until_filtered(changes, timeout=_START_SECONDS)


@contextmanager
def _process(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A child that is ended by its own process handle, also when it was stopped."""
    child = subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        yield child
    finally:
        child.send_signal(signal.SIGCONT)
        child.terminate()
        try:
            child.wait(timeout=_START_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()
