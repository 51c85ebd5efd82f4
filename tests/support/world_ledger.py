"""Who wrote what into the form of one case, and what they had before their eyes: kept apart from the program.

From it follows what may be written over what: nothing that somebody wrote goes unless whoever wrote over it had seen
it, was told of it as a conflict, or had written it at the same desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select

from clerk_app.central import casework
from clerk_app.central.schema import REQUEST
from clerk_app.contract import canonical
from clerk_app.contract.parcel import take_apart
from clerk_app.domain.bodies import FormValues, RequestCorrected
from clerk_app.domain.merging import Choice, Merge, resolution
from tests.support.office_world import World, WorldDesk

CENTRE = ""


@dataclass(frozen=True)
class Said:
    """An entry that names fields: what was ``read`` in each before it was written, or up to which version it is known.

    ``known`` is of fields whose value is not told there: a conflict about them was shown all the same.
    """

    desk: str
    seq: int
    form: FormValues
    read: Mapping[str, set[str]]
    known: Mapping[str, int]
    supplement: bool = False


@dataclass
class Ledger:
    """Of one history; ``complaints`` in words."""

    world: World
    said: list[Said] = field(default_factory=list)
    form: FormValues = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    version: int = 0
    ever: set[str] = field(default_factory=set)
    replaced: set[tuple[str, int]] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def row(self, subject: bytes) -> Row[Any] | None:
        """The case at the centre."""
        with self.world.parts.database.read() as connection:
            return connection.execute(select(REQUEST).where(REQUEST.c.subject == subject)).one_or_none()

    def begin(self, subject: bytes, desk: str, seq: int) -> None:
        """What stands in the form from the beginning."""
        row = self.row(subject)
        assert row is not None
        self.form = canonical.decode(row.form.encode(), FormValues)
        self.ever |= set(self.form.values())
        self.said.append(Said(desk, seq, dict(self.form), {}, {}))

    def wrote(self, said: Said) -> None:
        """An entry was written at a desk."""
        self.said.append(said)

    def changed_by_centre(self, subject: bytes, form: FormValues) -> None:
        """Somebody changed fields where all is seen; what stands there is theirs, or was kept with a note."""
        self.said.append(Said(CENTRE, 0, form, {}, {}))
        self._compare(subject, None)

    def resolved(self, desk: WorldDesk, subject: bytes, merge: Merge, choices: Mapping[str, Choice]) -> None:
        """A clerk chose: both sides of every row were seen."""
        form = resolution(merge, choices) or {}
        sides = {row.field: row for row in merge.rows}
        read = {name: {sides[name].before, sides[name].here.value, sides[name].centre.value} for name in form}
        known = {name: merge.base for name in form if not sides[name].centre.known}
        self.said.append(Said(desk.code, desk.outbox.head(), form, read, known))
        named = {name for row in merge.rows if not row.centre.known for name in (row.field,)} | form.keys()
        for one in self.said:
            if one.desk == desk.code and one.seq in merge.resolves:
                self._all_named(one, named)
                self.replaced.add((one.desk, one.seq))
        self._is_recorded(desk, subject, merge)

    def take(self, subject: bytes, raw: bytes) -> None:
        """A parcel comes to the centre."""
        self.world.parts.accepting.take(raw)
        self._compare(subject, take_apart(raw).head.desk)

    def close(self, subject: bytes) -> None:
        """Everything has been exchanged: what every desk shows is what the centre has, and no word is lost."""
        row = self.row(subject)
        if row is None:
            self.complaints.append("the centre does not have the case")
            return
        self._compare(subject, None)
        for desk in self.world.desks:
            self._alike(desk, row, subject)
        for one in self.said:
            self._kept(one, row, subject)

    def _compare(self, subject: bytes, desk: str | None) -> None:
        """Judge what of the form has changed; by an entry of ``desk`` where it is named."""
        row = self.row(subject)
        if row is None:
            return
        now = canonical.decode(row.form.encode(), FormValues)
        for name, value in now.items():
            before = self.form.get(name, "")
            if value != before:
                self._judge(name, before, value, desk)
                self.versions[name] = self.version + 1  # of several entries the first may have done it
            self.ever.add(value)
        self.form, self.version = now, row.version

    def _judge(self, name: str, before: str, value: str, desk: str | None) -> None:
        by = [one for one in self.said if one.form.get(name) == value]
        if not by:
            self.complaints.append(f"{name} has a value that nobody wrote")
        elif before and not any(one.desk == CENTRE or self._may(one, name, before) for one in by):
            self.complaints.append(f"{name}: {before} was written over by {value} of {desk}, unseen")

    def _may(self, one: Said, name: str, before: str) -> bool:
        """Whether this entry, or one before it in the same parcel, may write over a value."""
        own = [other.seq for other in self.said if other.desk == one.desk and other.form.get(name) == before]
        if any(seq < one.seq for seq in own):
            return True
        mine = [other for other in self.said if other.desk == one.desk and other.seq <= one.seq and name in other.form]
        told = any(self.versions.get(name, 1) <= other.known.get(name, -1) for other in mine)
        return told or any(before in other.read.get(name, set()) for other in mine)

    def _alike(self, desk: WorldDesk, row: Row[Any], subject: bytes) -> None:
        view, seen = desk.view(subject), desk.seen(subject)
        if view is None or seen is None or not desk.hears(subject):
            return
        stopped = bool(desk.attention(subject))
        if not stopped and desk.open_entries(subject):
            self.complaints.append(f"{desk.code} waits for nothing")
        waits = desk.open_entries(subject) > 0
        for name, value in seen.form.items():
            if value != self.form.get(name, "") and not (stopped and waits):
                self.complaints.append(f"{desk.code} shows {name} as {value}, the centre has {self.form.get(name)}")
        if stopped or view.version < row.version - 50:
            return
        work = view.work
        shown = (view.state, view.unique_number, bool(work and work.withdrawn), work.handler if work else "")
        number = f"{row.serial:09d}/{row.year}" if row.serial else ""
        there = (row.state if row.serial or row.state == "annulled" else "primljen", number, row.withdrawn, row.handler)
        if shown != there:
            self.complaints.append(f"{desk.code} shows {shown}, the centre has {there}")

    def _kept(self, one: Said, row: Row[Any], subject: bytes) -> None:
        """Each word stands, was written over by somebody who may, is noted, or waits for a clerk."""
        if one.desk == CENTRE:
            return
        desk = next(desk for desk in self.world.desks if desk.code == one.desk)
        waiting = {item.seq for item in desk.attention(subject)}
        if one.seq in waiting | {seq for code, seq in self.replaced if code == one.desk}:
            return
        if any(seq < one.seq for seq in waiting):
            return
        later = {name for other in self.said if other.desk == one.desk and other.seq > one.seq for name in other.form}
        noted = self._noted(row) if one.supplement else set()
        for name, value in one.form.items():
            if value not in self.ever and name not in later | noted and row.state != "annulled":
                self.complaints.append(f"{one.desk}/{one.seq}: {name} {value} came nowhere")

    def _noted(self, row: Row[Any]) -> set[str]:
        with self.world.parts.database.read() as connection:
            return {one.get("where", "") for one in casework.findings_of(connection, row)}

    def _all_named(self, one: Said, named: set[str]) -> None:
        later = {name for other in self.said if other.desk == one.desk and other.seq > one.seq for name in other.form}
        missing = one.form.keys() - named - later
        if missing:
            self.complaints.append(f"{one.desk}/{one.seq}: a choice left out {sorted(missing)}")

    def _is_recorded(self, desk: WorldDesk, subject: bytes, merge: Merge) -> None:
        """What was compared is no longer held, in the commit of the choice."""
        if {item.seq for item in desk.attention(subject)} & set(merge.conflicts):
            self.complaints.append(f"{desk.code}: a resolved entry is still held")
        last = desk.bodies.entries(subject)[-1]
        if canonical.decode(last.body or b"{}", RequestCorrected).resolves != merge.resolves:
            self.complaints.append(f"{desk.code}: a choice names other entries")


def subject_of(world: World, number: str) -> bytes:
    """The subject of what was filed on the portal."""
    with world.parts.database.read() as connection:
        found: bytes = connection.execute(select(REQUEST.c.subject).where(REQUEST.c.number == number)).scalar_one()
    return found
