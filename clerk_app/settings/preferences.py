"""The preferences of one user: a flat TOML file that the program itself writes."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TypeGuard

from clerk_app.domain.errors import CounterError, Invalid
from clerk_app.settings.durable_file import put_aside, replace_file
from clerk_app.settings.given import Given, Layer, read_toml
from clerk_app.settings.paths import shown
from clerk_app.settings.rules import Value
from clerk_app.settings.schema import Key, Source

_HEADING = "# Šalter writes this file when preferences are saved; comments do not survive that.\n"
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def read_preferences(path: Path) -> Layer:
    """The user's preferences; a file that cannot be read is a problem of the layer, never an exception."""
    try:
        values = read_toml(path)
    except CounterError as error:
        return Layer(problems=(error,))
    return Layer(
        tuple(Given(name=name, raw=raw, source=Source.PREFERENCE, where=shown(path)) for name, raw in values.items())
    )


def save_preferences(
    path: Path, changes: Mapping[str, object], *, keys: Iterable[Key], fixed: Collection[str] = ()
) -> None:
    """Change some preferences and keep the others, also those that only a newer version knows.

    ``fixed`` are the names that policy fixes. Raises ``Invalid`` (field = name) before anything is written, and
    ``Unavailable`` where the file cannot be. A file that is not TOML is kept beside the new one as ``….broken``.
    """
    known = {key.name: key for key in keys}
    checked = {name: _checked(name, raw, known.get(name), fixed, shown(path)) for name, raw in changes.items()}
    lines = [f"{name} = {_literal(value)}\n" for name, value in sorted({**_kept(path), **checked}.items())]
    replace_file(path, (_HEADING + "".join(lines)).encode())


def _checked(name: str, raw: object, key: Key | None, fixed: Collection[str], where: str) -> Value:
    """The value to save, or ``Invalid`` for the field."""
    if key is None:
        raise Invalid("setting_unknown", field=name, setting=name, where=where)
    if Source.PREFERENCE not in key.settable_from:
        raise Invalid("setting_not_here", field=name, setting=name, where=where)
    if name in fixed:
        raise Invalid("setting_fixed", field=name, setting=name, where=where)
    try:
        return key.rule.read(raw)
    except Invalid as error:
        raise Invalid(error.code, field=name, setting=name, where=where, **error.params) from error


def _kept(path: Path) -> dict[str, Value]:
    """The plain values the file holds now; a broken file is put aside so that the user can still look into it."""
    try:
        values = read_toml(path)
    except Invalid:
        put_aside(path, "broken")
        return {}
    return {name: raw for name, raw in values.items() if _BARE_KEY.fullmatch(name) and _is_plain(raw)}


def _is_plain(raw: object) -> TypeGuard[Value]:
    """Whether ``_literal`` can write it back."""
    return isinstance(raw, str | int) or (isinstance(raw, float) and math.isfinite(raw))


def _literal(value: Value) -> str:
    """One TOML value; strings of TOML and JSON agree but for DEL, which JSON leaves bare."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return json.dumps(value)
