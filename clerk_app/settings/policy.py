"""The machine policy: what the IT person sets for everyone on this machine, and what they fix.

The file has two tables: ``[fixed]``, which nothing overrides, and ``[default]``, which anything later does.
"""

from __future__ import annotations

from pathlib import Path

from clerk_app.domain.errors import CounterError, Invalid
from clerk_app.settings.given import Given, Layer, read_toml
from clerk_app.settings.paths import shown
from clerk_app.settings.schema import Source

_TABLES = ("default", "fixed")


def read_policy(path: Path) -> Layer:
    """The policy of the machine; a file that cannot be read is a problem of the layer, never an exception."""
    try:
        tables = read_toml(path)
    except CounterError as error:
        return Layer(problems=(error,))
    given: list[Given] = []
    problems: list[CounterError] = [_misplaced(name, path) for name in tables if name not in _TABLES]
    for table in _TABLES:
        values = tables.get(table, {})
        if not isinstance(values, dict):
            problems.append(_misplaced(table, path))
            continue
        given.extend(
            Given(name=name, raw=raw, source=Source.POLICY, where=shown(path), fixed=table == "fixed")
            for name, raw in values.items()
        )
    return Layer(tuple(given), tuple(problems))


def _misplaced(name: str, path: Path) -> Invalid:
    """The error of a key that stands in neither table, where it would silently do nothing."""
    return Invalid("policy_table", field=name, setting=name, where=shown(path), allowed="[default], [fixed]")
