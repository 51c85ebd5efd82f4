"""Dating and proving the signatures of acts: what was signed without a line gets both once there is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from clerk_app.actions.act_card import now
from clerk_app.actions.acts import kept
from clerk_app.contract import canonical
from clerk_app.contract.entries import body_of
from clerk_app.domain.act_bodies import ActUpgraded
from clerk_app.domain.acts import NEVER, TOLD, Act, acts_of
from clerk_app.domain.case_file import CaseFile
from clerk_app.domain.errors import Damaged, Invalid, Refused, Unavailable
from clerk_app.domain.requests import Happening
from clerk_app.domain.signatures import LEVELS
from clerk_app.ports.acts import ActEntries
from clerk_app.ports.clock import Clock
from clerk_app.ports.desk_file import Journal, NewEntry, Requests
from clerk_app.ports.files import Enclosures
from clerk_app.ports.signing import Revocation, TimeStamps, Upgraded, UpgradePdf

EVERY = 300.0
NOT_TRUSTED = "tsa_unknown"
NOT_TRUSTED_WAIT = 3600  # seconds: its stamps may cost money each, and trust is given by a person


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UpgradingWorld:
    """What upgrading needs; ``changed`` is told of cases whose acts are better than they were."""

    entries: ActEntries
    requests: Requests
    enclosures: Enclosures
    journal: Journal
    upgrade: UpgradePdf
    stamps: TimeStamps
    revocation: Revocation
    clock: Clock
    changed: Callable[[frozenset[bytes]], None] = lambda _subjects: None


class Upgrading:
    """A chore beside the exchange (``sync.chores``): it begins when the line works, and again after a while."""

    name = "acts"
    every = EVERY

    def __init__(self, world: UpgradingWorld) -> None:
        self._world = world
        self._damaged: dict[str, Damaged] = {}

    def waiting(self) -> tuple[Act, ...]:
        """Acts of cases that stand whose signatures can still become better than they are, oldest first."""
        files: dict[bytes, list[Happening]] = {}
        for entry in self._world.entries.all():
            header = entry.header
            body = body_of(header.kind, header.version, entry.body or b"")
            made = Happening(seq=header.seq, at=header.stamp.at, subject=header.subject, body=body)
            files.setdefault(header.subject, []).append(made)
        ways = self._world.entries.ways()
        cases = (CaseFile(subject=subject, own=tuple(own), ways=ways) for subject, own in files.items())
        acts = (act for case in cases for act in acts_of(case) if act.waits and not self._is_annulled(case.subject))
        return tuple(sorted(acts, key=lambda act: act.seq))

    def run(self, pause: Callable[[], None]) -> None:
        """Upgrade all that wait; once all were tried, raises what stood in the way.

        ``Unavailable`` where a service did not do its part; ``Damaged``, once for each act, where it cannot be read.
        """
        missing, known = list[str](), len(self._damaged)
        for act in self.waiting():
            pause()
            if act.level != "B-B" or NOT_TRUSTED not in missing:
                missing.append(self._one(act))
        if NOT_TRUSTED in missing:
            raise Unavailable(NOT_TRUSTED, retry_after=NOT_TRUSTED_WAIT)
        if short := next(filter(None, reversed(missing)), ""):
            raise Unavailable(short)
        for error in list(self._damaged.values())[known:]:
            raise error

    def _one(self, act: Act) -> str:
        """Upgrade one; the code of what did not come, if it may come another time by itself."""
        world = self._world
        try:
            pdf = b"".join(world.enclosures.read(act.paper))
            made = world.upgrade.upgrade(pdf, world.stamps, world.revocation, now(world.clock))
        except Damaged as error:
            self._damaged.setdefault(act.paper.sha256, error)
            return ""
        except (Unavailable, Refused, Invalid) as error:
            self._came_to_nothing(act, Upgraded(pdf=b"", level=act.level, stamped=0, short=error.code))
            return error.code if isinstance(error, Unavailable) else ""
        if LEVELS.index(made.level) > LEVELS.index(act.level) or made.pdf != pdf:
            self._record(act, made)
        else:
            self._came_to_nothing(act, replace(made, pdf=b"", level=act.level))
        return "" if made.short in NEVER else made.short

    def _came_to_nothing(self, act: Act, made: Upgraded) -> None:
        """Record why, unless it is the line or known already."""
        if made.short in NEVER or (made.short in TOLD and made.short != act.short):
            self._record(act, made)

    def _is_annulled(self, subject: bytes) -> bool:
        """Whether the centre takes nothing more of a case."""
        view = self._world.requests.view(subject)
        return view is not None and view.annulled

    def _record(self, act: Act, made: Upgraded) -> None:
        """The new paper on disk, then the entry that puts it in the place of the one before."""
        world, paper = self._world, act.paper
        if made.pdf:
            paper = kept(world.enclosures, made.pdf, act.paper.title)
        stamped = datetime.fromtimestamp(made.stamped, UTC).isoformat() if made.stamped else ""
        body = ActUpgraded(of=act.paper.sha256, paper=paper, level=made.level, stamped=stamped, short=made.short)
        new = NewEntry(kind="act.upgraded", subject=act.subject, grant="", body=canonical.encode(body))
        world.journal.record(new)
        world.changed(frozenset({act.subject}))
