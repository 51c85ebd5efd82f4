"""A folder of definitions: the good ones are read, the others told by file, place and reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clerk_app.contract.catalogue import load, read
from clerk_app.contract.catalogue_check import check
from clerk_app.contract.catalogue_limits import MOST_BYTES
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import Invalid

PATTERN = "*.toml"


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file is no service: the place in it (empty for all of it), and the reason's code (``problem.<code>``)."""

    file: str
    path: str
    code: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """The services of some files by the name of their file, and what was refused, in the order of the names."""

    services: dict[str, Service]
    refused: tuple[Refused, ...]


def load_folder(folder: Path) -> Loaded:
    """Every ``*.toml`` of a folder; one that is wrong takes no other with it. Where no folder is, nothing is."""
    return load_files({path.name: path for path in sorted(folder.glob(PATTERN))})


def load_files(files: Mapping[str, Path]) -> Loaded:
    """Every file, by the name that it is told under."""
    services: dict[str, Service] = {}
    refused: list[Refused] = []
    for name, path in files.items():
        try:
            service = load(_contents(path))
        except Invalid as error:
            refused.append(_refusal(name, error))
            continue
        same = any((other.id, other.version) == (service.id, service.version) for other in services.values())
        if same:
            refused.append(Refused(name, "version", "service_twice"))
        else:
            services[name] = service
    return Loaded(services, tuple(refused))


def problems_of(name: str, path: Path) -> list[Refused]:
    """Everything that is wrong with one file, not the first thing alone."""
    try:
        return [Refused(name, problem.path, problem.code) for problem in check(read(_contents(path)))]
    except Invalid as error:
        return [_refusal(name, error)]


def _contents(path: Path) -> bytes:
    """A file's bytes, no more than tell that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Invalid("catalogue_malformed", where="", reason="file_unreadable") from error


def _refusal(name: str, error: Invalid) -> Refused:
    where, reason = str(error.params.get("where", "")), str(error.params.get("reason", error.code))
    return Refused(name, where, reason)
