"""Whether a change of a form may be written over what others wrote meanwhile, field by field (DESIGN §4, 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clerk_app.domain.bodies import FormValues


@dataclass(frozen=True, slots=True)
class Touch:
    """Who wrote a field last: a desk or a user, at which version of the case, by which entry of that desk (else 0)."""

    version: int
    by: str
    entry: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Changing:
    """A change that stands on version ``base``; ``entry`` numbers it among those of its desk, 0 for users.

    ``unseen`` are fields whose value whoever wrote this was not told, whatever the version: another's word about them
    is news even where ``base`` is above it.
    """

    by: str
    base: int
    form: FormValues
    entry: int = 0
    unseen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Weighed:
    """What of a change can be ``written``, and the fields on which it is in ``conflict`` with what others wrote."""

    written: FormValues = field(default_factory=dict)
    conflict: tuple[str, ...] = ()


def weigh(now: Mapping[str, str], touched: Mapping[str, Touch], change: Changing) -> Weighed:
    """Compare a change with the form as it stands ``now`` and who wrote it.

    A field that only its own desk wrote is no conflict, but an entry that comes after a later one of its desk leaves
    the later word. Two who wrote the same agree.
    """
    written: FormValues = {}
    conflict: list[str] = []
    for name, value in change.form.items():
        last = touched.get(name)
        if last is None:
            written[name] = value
        elif last.by == change.by:
            if last.entry <= change.entry:
                written[name] = value
        elif now.get(name, "") == value:
            continue
        elif last.version > (0 if name in change.unseen else change.base):
            conflict.append(name)
        else:
            written[name] = value
    return Weighed(written, tuple(sorted(conflict)))
