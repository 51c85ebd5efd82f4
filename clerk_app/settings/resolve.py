"""One order for all settings: default < policy < preference < environment < argument, save what policy fixes.

A bad value never stops the program: it is a problem with file, key and reason, and the value below it counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clerk_app.domain.errors import CounterError, Invalid
from clerk_app.settings.given import Given, Layer
from clerk_app.settings.rules import Value
from clerk_app.settings.schema import Key, Settings, Source

_ORDER = tuple(Source)
OFFLINE_DAYS = "offline_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effective:
    """The value that counts for one key, where it came from, and what it might be instead."""

    name: str
    value: Value
    source: Source
    where: str = ""
    fixed: bool = False
    allowed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The settings of this run, the account of each, and what was wrong on the way."""

    settings: Settings
    effective: tuple[Effective, ...]
    problems: tuple[CounterError, ...]

    @property
    def fixed(self) -> frozenset[str]:
        """The names that policy fixes."""
        return frozenset(entry.name for entry in self.effective if entry.fixed)

    def explain(self, *, offline_days: int | None = None) -> tuple[Effective, ...]:
        """Each effective value and where it came from, with the days offline that the grant in force allows."""
        if offline_days is None:
            return self.effective
        return (*self.effective, Effective(name=OFFLINE_DAYS, value=offline_days, source=Source.GRANT))


def resolve(keys: Iterable[Key], *layers: Layer) -> Resolved:
    """Judge what the layers said; their order in the call does not matter, their sources do."""
    keys = tuple(keys)
    problems: list[CounterError] = [problem for layer in layers for problem in layer.problems]
    given = sorted((one for layer in layers for one in layer.given), key=lambda one: _ORDER.index(one.source))
    names = {key.name for key in keys}
    problems.extend(_problem("setting_unknown", one) for one in given if one.name not in names)
    effective = tuple(_effective(key, [one for one in given if one.name == key.name], problems) for key in keys)
    settings = Settings(**{entry.name: entry.value for entry in effective})  # type: ignore[arg-type]  # rules typed them
    return Resolved(settings=settings, effective=effective, problems=tuple(problems))


def _effective(key: Key, given: list[Given], problems: list[CounterError]) -> Effective:
    """What counts for one key; what does not is added to ``problems``.

    A fixed value that is bad still fixes the key, at the value below it: a slip in the policy must not open it.
    """
    best = Effective(name=key.name, value=key.default, source=Source.DEFAULT)
    fixed = False
    for one in given:
        if one.source not in key.settable_from:
            problems.append(_problem("setting_not_here", one))
        elif fixed:
            problems.append(_problem("setting_fixed", one))
        else:
            fixed = one.fixed
            try:
                best = Effective(name=key.name, value=key.rule.read(one.raw), source=one.source, where=one.where)
            except Invalid as error:
                problems.append(_problem(error.code, one, **error.params))
    return Effective(
        name=best.name,
        value=best.value,
        source=best.source,
        where=best.where,
        fixed=fixed,
        allowed=key.rule.describe(),
    )


def _problem(code: str, one: Given, **params: str | int) -> Invalid:
    """An error that says file (or variable, or argument), key and reason."""
    return Invalid(code, field=one.name, setting=one.name, where=one.where, **params)
