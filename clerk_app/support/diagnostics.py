"""The diagnostics bundle: what a mentor needs to help, in one file, and nobody's data in it."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import sys
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import urlsplit

from clerk_app.domain.errors import Unavailable
from clerk_app.support.doctor import Report
from clerk_app.support.redaction import BLOT, Redaction

_MOST_LINES = 20_000


class Told(Protocol):
    """One effective setting, as ``explain`` gives it."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def value(self) -> object:
        """Its value."""

    @property
    def source(self) -> str:
        """Where the value came from."""

    @property
    def fixed(self) -> bool:
        """Whether policy fixes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What goes into the bundle: log files, oldest first, settings, what the doctor found, and versions."""

    logs: Iterable[Path]
    settings: Iterable[Told]
    report: Report
    versions: Mapping[str, str]


def write_bundle(target: Path, material: Material, redaction: Redaction) -> None:
    """Write the bundle durably, as a zip in place of ``target``; raises ``Unavailable('bundle_not_written')``.

    No name of a file, a folder, an account or a machine goes in.
    """
    fresh = target.with_name(f"{target.name}.new")
    try:
        with _private(fresh) as stream:
            _fill(stream, material, redaction)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise Unavailable("bundle_not_written") from error


def versions(packages: Iterable[str]) -> dict[str, str]:
    """Versions of Python, of the operating system, and of the named packages where they are installed."""
    found = {"python": platform.python_version(), "system": f"{sys.platform} {platform.machine()}"}
    for package in packages:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            found[package] = ""
    return found


def _fill(stream: IO[bytes], material: Material, redaction: Redaction) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bundle:
        for number, log in enumerate(material.logs):
            bundle.writestr(f"log-{number}.jsonl", _log(log, redaction))
        bundle.writestr("settings.json", _json([_setting(told, redaction) for told in material.settings]))
        bundle.writestr("doctor.json", _json(_report(material.report, redaction)))
        bundle.writestr("versions.json", _json(dict(material.versions)))


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut; Windows does this by itself and cannot open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _private(path: Path) -> IO[bytes]:
    """A new file that its owner alone can read."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb")


def _log(path: Path, redaction: Redaction) -> str:
    """The newest lines of one log file; one that was rotated away meanwhile is empty."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()[-_MOST_LINES:]
    except FileNotFoundError:
        return ""
    return "".join(f"{redaction.line(line)}\n" for line in lines)


def _setting(told: Told, redaction: Redaction) -> dict[str, object]:
    """One setting: addresses without their host, texts only if they are words of the program's own."""
    return {
        "name": told.name,
        "value": _address(told.value) or redaction.value(told.value) if told.value != "" else "",
        "source": str(told.source),
        "fixed": told.fixed,
    }


def _address(value: object) -> str:
    """An address with its host blotted out, for machines bear people's names; empty if ``value`` is none."""
    if not isinstance(value, str) or "://" not in value:
        return ""
    try:
        parts = urlsplit(value)
        port = parts.port or ""
    except ValueError:
        return BLOT
    known = parts.scheme if parts.scheme in {"http", "https", "tcp"} else BLOT
    return f"{known}://{BLOT}:{port}"


def _report(report: Report, redaction: Redaction) -> dict[str, object]:
    """What the doctor found."""
    return {
        "level": report.level,
        "checks": [
            {
                "check": redaction.value(one.name),
                "level": one.result.level,
                "code": redaction.value(one.result.code),
                "params": redaction.values(one.result.params),
            }
            for one in report.examined
        ],
    }


def _json(data: object) -> str:
    """Readable JSON."""
    return json.dumps(data, ensure_ascii=False, indent=1)
