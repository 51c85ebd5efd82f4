"""Which proxy leads to the centre: the one that the settings name, or the system's own, and none to this machine."""

from __future__ import annotations

import sys
import urllib.request
from collections.abc import Callable, Mapping
from urllib.parse import unquote, urlsplit

from clerk_app.carriers.transport import Proxy
from clerk_app.carriers.wire import checked_url, is_loopback

SYSTEM, NONE = "system", "none"
_REGISTRY = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"


def proxy_for(
    url: str,
    chosen: str = SYSTEM,
    sign_in: Callable[[], tuple[str, str]] = lambda: ("", ""),
    *,
    system: Callable[[], Mapping[str, str]] = urllib.request.getproxies,
    spared: Callable[[str], object] = urllib.request.proxy_bypass,
) -> Proxy | None:
    """The proxy for a centre's address, or nothing; ``sign_in`` gives user and password, and is asked only for a proxy.

    ``chosen`` is ``system``, ``none``, or the address of one. A proxy of another kind than HTTP is none: the line goes
    direct, and where it may not, its check says so.
    """
    host = checked_url(url).host
    if chosen == NONE or is_loopback(host):
        return None
    if chosen != SYSTEM:
        return _proxy(chosen, sign_in)
    found = system().get("https") or system().get("all") or ""
    if not found or spared(host):
        return None
    return _proxy(found if "://" in found else f"http://{found}", sign_in)


def script_of_system() -> str:
    """The address of the script (PAC) by which this Windows chooses proxies; empty where there is none.

    We run no such scripts: they are programs from the network.
    """
    if sys.platform != "win32":
        return ""
    import winreg  # noqa: PLC0415 (there is none elsewhere)

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _REGISTRY) as key:
            return str(winreg.QueryValueEx(key, "AutoConfigURL")[0])
    except OSError:
        return ""


def _proxy(address: str, sign_in: Callable[[], tuple[str, str]]) -> Proxy | None:
    try:
        parts = urlsplit(address)
        port = parts.port or 8080
    except ValueError:
        return None
    if parts.scheme != "http" or not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if parts.username:
        user, password = unquote(parts.username), unquote(parts.password or "")
    else:
        user, password = sign_in()
    return Proxy(f"http://{host}:{port}", user, password)
