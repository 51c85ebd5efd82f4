"""What was said of the settings, and where, before anybody has judged it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clerk_app.domain.errors import CounterError, Invalid
from clerk_app.settings.durable_file import read_file
from clerk_app.settings.paths import ROOT_VARIABLE, shown
from clerk_app.settings.schema import VARIABLE_PREFIX, Source

_NOT_SETTINGS = frozenset({ROOT_VARIABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One value as somebody wrote it; ``where`` is the file, variable or argument; ``fixed`` forbids overriding it."""

    name: str
    raw: object
    source: Source
    where: str
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Layer:
    """Everything one source said, and what of it could not be read at all."""

    given: tuple[Given, ...] = ()
    problems: tuple[CounterError, ...] = ()


def from_environment(environment: Mapping[str, str]) -> Layer:
    """The ``SALTER_*`` variables."""
    return Layer(
        tuple(
            Given(
                name=variable.removeprefix(VARIABLE_PREFIX).lower(),
                raw=text,
                source=Source.ENVIRONMENT,
                where=variable,
            )
            for variable, text in sorted(environment.items())
            if variable.startswith(VARIABLE_PREFIX) and variable not in _NOT_SETTINGS
        )
    )


def from_arguments(arguments: Mapping[str, object]) -> Layer:
    """Arguments of the command line by setting; ``None`` means that one was not given."""
    return Layer(
        tuple(
            Given(name=name, raw=raw, source=Source.ARGUMENT, where=f"--{name.replace('_', '-')}")
            for name, raw in arguments.items()
            if raw is not None
        )
    )


def read_toml(path: Path) -> dict[str, object]:
    """The tables of a settings file, empty where there is none.

    Raises ``Invalid('settings_file_broken')`` with the line, or ``Unavailable('file_not_read')``.
    """
    data = read_file(path)
    if data is None:
        return {}
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _broken(path, data[: error.start].count(b"\n") + 1) from error
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        raise _broken(path, int(at[1]) if at else data.count(b"\n") + 1) from error


def _broken(path: Path, line: int) -> Invalid:
    """The error of a file that is not TOML from ``line`` on."""
    return Invalid("settings_file_broken", field=path.name, where=shown(path), line=line)
