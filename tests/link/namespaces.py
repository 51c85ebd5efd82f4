"""Two network namespaces with a TUN device each, joined by nothing yet; gone again whatever happens.

Their names carry the number of the process that made them, so that what a killed run has left is found and removed.
"""

from __future__ import annotations

import fcntl
import os
import re
import struct
import subprocess
from contextlib import suppress
from pathlib import Path

from tests.link.profiles import MTU

DESK, CENTRE = "desk", "centre"
ADDRESSES = {DESK: "10.91.0.1", CENTRE: "10.91.0.2"}
_PREFIX = "salter-link"
_DEVICE = "line0"
_HOME = Path("/run/netns")
_TUN, _NO_HEADER, _TUNSETIFF = 0x0001, 0x1000, 0x400454CA


def name_of(number: int, side: str, pid: int) -> str:
    """The namespace of one side of one line of a process."""
    return f"{_PREFIX}-{pid}-{number}-{side}"


def make(name: str, side: str) -> int:
    """Make a namespace with its end of the line; returns the device, from which IP packets are read and written."""
    other = CENTRE if side == DESK else DESK
    _ip("netns", "add", name)
    device = _device_in(name)
    here = ("-n", name)
    _ip(*here, "addr", "add", ADDRESSES[side], "peer", ADDRESSES[other], "dev", _DEVICE)
    _ip(*here, "link", "set", _DEVICE, "mtu", str(MTU), "txqueuelen", "1000", "up")
    _ip(*here, "link", "set", "lo", "up")
    # What Windows and a stock Linux use; said here, whatever this machine is set to.
    _ip(*here, "route", "replace", ADDRESSES[other], "dev", _DEVICE, "congctl", "cubic")
    return device


def forget_paths(name: str) -> None:
    """Forget what TCP has learned of the line in a namespace."""
    _ip("-n", name, "tcp_metrics", "flush")


def remove(name: str) -> None:
    """Remove a namespace; one that is not there is fine."""
    if (_HOME / name).exists():
        subprocess.run(["ip", "netns", "del", name], check=False)


def sweep() -> None:
    """Remove the namespaces of processes that are no more."""
    for path in tuple(_HOME.iterdir()) if _HOME.exists() else ():
        found = re.fullmatch(rf"{_PREFIX}-(\d+)-\d+-\w+", path.name)
        if found and not Path(f"/proc/{found[1]}").exists():
            remove(path.name)


def _device_in(name: str) -> int:
    home, there = os.open("/proc/self/ns/net", os.O_RDONLY), os.open(_HOME / name, os.O_RDONLY)
    try:
        os.setns(there, os.CLONE_NEWNET)
        device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(device, _TUNSETIFF, struct.pack("16sH", _DEVICE.encode(), _TUN | _NO_HEADER))
    finally:
        os.setns(home, os.CLONE_NEWNET)
        for one in (home, there):
            with suppress(OSError):
                os.close(one)
    return device


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)
