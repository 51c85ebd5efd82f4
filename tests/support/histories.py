"""Random histories of one case at several desks and the centre, and what must hold when everything has been exchanged.

``History.play`` does anything in any order: entries at desks that have not heard of each other, on screens that were
opened a while ago; the centre's handler; the citizen on the portal; carriers that lose, double and swap; choices where
two sides meet. ``Ledger`` remembers, apart from the program, who wrote what and what they had before their eyes.
"""

from __future__ import annotations

import random
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from clerk_app.actions.casework import Brought
from clerk_app.central.portal.accounts import Citizen
from clerk_app.contract.portal import Filing, Supplement, Withdrawal
from clerk_app.contract.reference import Colleague
from clerk_app.domain.errors import CounterError
from clerk_app.domain.merging import CONFLICT, Choice
from clerk_app.domain.people import Person
from tests.support.office_world import HANDLER, OFFICES, Seen, World, WorldDesk
from tests.support.world_ledger import Ledger, Said

AT_DESK = "child-allowance"
ON_PORTAL = "public-area"
FIELDS = {
    AT_DESK: (
        "claim.kind", "claim.account", "members[0].surname", "members[0].income", "property.rooms",
        "members[1].disability",
    ),
    ON_PORTAL: ("holder.name", "holder.phone", "holder.email", "place.location"),
}  # fmt: skip
"""Two of the fields of the first are special."""
JASNA = Citizen("jasna.primeric", Person(id_number="1403989905121", surname="Примерић", given_name="Јасна"))
STATES = ("u_radu", "neuredan_dopuna", "ceka_podatke", "resen_usvojen", "otpremljen", "obustavljen")
STEPS = 30
"""What happens to a case before everything is exchanged."""
_ROUNDS = 40
_LEFT = 0.1
"""How often a clerk leaves a conflict for another day."""


@dataclass
class History:
    """One case; ``ledger.complaints`` says what went wrong, ``counted`` what happened."""

    world: World
    seed: int
    counted: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.subject = secrets.token_bytes(16)  # the same history may be played again
        self.ledger = Ledger(self.world)
        self.opened: dict[str, Seen] = {}
        self.number = ""
        self._words = 0
        self._filed = self.chance.random() < 0.15
        self.service = ON_PORTAL if self._filed else AT_DESK

    def play(self, steps: int) -> list[str]:
        """Everything in any order, then the calm after it; gives the complaints."""
        self._begin()
        if self.chance.random() < 0.6:
            self._exchange(resolve=False)
        acts, weights = zip(*self._acts(), strict=True)
        for _ in range(steps):
            act: Callable[[], None] = self.chance.choices(acts, weights)[0]
            try:
                act()
            except CounterError as error:
                self.counted[f"refused here: {error.code}"] += 1
        self._exchange(resolve=True)
        self.ledger.close(self.subject)
        return [f"history {self.seed}: {complaint}" for complaint in self.ledger.complaints]

    def _acts(self) -> list[tuple[Callable[[], None], int]]:
        return [
            (self._correct, 30), (self._look, 6), (self._supplement, 6), (self._withdraw, 2), (self._move, 6),
            (self._hand, 4), (self._annul, 1), (self._amend, 6), (self._status, 4), (self._answer_call, 3),
            (self._cut, 30), (self._again, 5), (self._deliver, 30), (self._ask, 14), (self._hear, 14),
            (self._give_number, 4), (self._resolve_one, 10),
        ]  # fmt: skip

    def _begin(self) -> None:
        form = {name: self._word() for name in FIELDS[self.service][:3]}
        if self._filed:
            asked = Filing(key=f"history-{self.seed}-{self.subject.hex()}", service=ON_PORTAL, form=form)
            filed, _new = self.world.parts.portal.file(JASNA, asked)
            self.number = filed.number
            self.subject = self.ledger.subject_of(self.number)
            self.ledger.begin(self.subject, "", 0)
            return
        desk = self.chance.choice(self.world.desks)
        seq = desk.receive(self.subject, self.service, form)
        view = desk.view(self.subject)
        assert view is not None
        self.number = view.number
        self.ledger.wrote(Said(desk.code, seq, form, {}, {}))

    def _desk(self) -> WorldDesk:
        here = [desk for desk in self.world.desks if desk.view(self.subject) is not None]
        return self.chance.choice(here or self.world.desks)

    def _word(self) -> str:
        self._words += 1
        return f"{self.seed}.{self._words}"

    def _look(self) -> None:
        """Somebody opens the case, and is called away."""
        desk = self._desk()
        seen = desk.seen(self.subject)
        if seen is not None:
            self.opened[desk.code] = seen

    def _form(self, desk: WorldDesk, most: int) -> tuple[dict[str, str], Seen | None]:
        """Changed fields, and what the clerk has before them: the case as it is, or as it was opened a while ago."""
        seen = self.opened.pop(desk.code, None) or desk.seen(self.subject)
        names = self.chance.sample(FIELDS[self.service], self.chance.randint(0 if most < 3 else 1, most))
        return {name: self._word() for name in names}, seen

    def _correct(self) -> None:
        desk = self._desk()
        form, seen = self._form(desk, 3)
        if seen is not None:
            self._record(desk, form, seen, lambda: desk.attending.correct(self.subject, form, seen=seen.version))

    def _supplement(self) -> None:
        desk = self._desk()
        form, seen = self._form(desk, 2)
        if seen is not None:
            brought = Brought(form=form, note="донето", looked_at=seen.version)
            self._record(desk, form, seen, lambda: desk.casework.supplement(self.subject, brought), supplement=True)

    def _record(
        self, desk: WorldDesk, form: dict[str, str], seen: Seen, act: Callable[[], None], *, supplement: bool = False
    ) -> None:
        act()
        seq = desk.outbox.head()
        read = {name: {seen.form.get(name, "")} for name in form}
        self.ledger.wrote(Said(desk.code, seq, form, read, {}, supplement=supplement))
        self.counted["entries"] += 1

    def _withdraw(self) -> None:
        if self._filed and self.chance.random() < 0.5:
            self.world.parts.portal.withdraw(JASNA, self.number, Withdrawal("предомислила сам се"))
        else:
            self._desk().casework.withdraw(self.subject, "не треба више")
        self.counted["entries"] += 1

    def _move(self) -> None:
        self._desk().casework.move(self.subject, self.chance.choice([one for one in STATES if "dopuna" not in one]))
        self.counted["entries"] += 1

    def _hand(self) -> None:
        office = self.chance.choice(OFFICES)
        to = Colleague(user=self.chance.choice(("mprimeric", "omodelic")), name="М", role="handler", office=office)
        self._desk().casework.hand(self.subject, to)
        self.counted["entries"] += 1

    def _annul(self) -> None:
        if self.chance.random() < 0.3:
            self._desk().annulling.annul(self.subject, "грешка")
            self.counted["entries"] += 1

    def _amend(self) -> None:
        """The handler at the centre changes a field."""
        form = {self.chance.choice(FIELDS[self.service]): self._word()}
        self.world.parts.registry.amend(self.number, form, HANDLER[0])
        self.ledger.changed_by_centre(self.subject, form)
        self.counted["entries"] += 1

    def _status(self) -> None:
        self.world.parts.registry.set_status(self.number, self.chance.choice(STATES), user=HANDLER[0])
        self.counted["entries"] += 1

    def _answer_call(self) -> None:
        """The citizen supplements on the portal."""
        if self._filed:
            form = {self.chance.choice(FIELDS[ON_PORTAL]): self._word()}
            self.world.parts.portal.supplement(JASNA, self.number, Supplement(form=form))
            self.ledger.changed_by_centre(self.subject, form)
            self.counted["entries"] += 1

    def _cut(self) -> None:
        self.chance.choice(self.world.desks).cut(self.chance.choice((1, 1, 100_000)))

    def _again(self) -> None:
        """A line breaks: what was under way is lost, or comes later all the same."""
        desk = self.chance.choice(self.world.desks)
        if self.chance.random() < 0.5:
            desk.flying.clear()
        desk.again()

    def _deliver(self) -> None:
        flying = [desk for desk in self.world.desks if desk.flying]
        if flying:
            desk = self.chance.choice(flying)
            place = self.chance.randrange(len(desk.flying))
            kept = self.chance.random() < 0.15
            raw = desk.flying[place] if kept else desk.flying.pop(place)
            if self.chance.random() > 0.1:
                self.ledger.take(self.subject, raw)

    def _ask(self) -> None:
        self.chance.choice(self.world.desks).ask()

    def _hear(self) -> None:
        told = [desk for desk in self.world.desks if desk.answers]
        if told:
            desk = self.chance.choice(told)
            place = self.chance.randrange(len(desk.answers))
            again = desk.answers[place]
            desk.hear(place)
            if self.chance.random() < 0.15:
                desk.answers.append(again)

    def _give_number(self) -> None:
        self.world.number()

    def _resolve_one(self) -> None:
        for desk in self.chance.sample(self.world.desks, len(self.world.desks)):
            if self._resolve(desk):
                return

    def _resolve(self, desk: WorldDesk) -> bool:
        """A clerk compares both sides and chooses at random."""
        if desk.view(self.subject) is None:
            return False
        merge = desk.merging.open(self.subject)
        if merge is None:
            return False
        view = desk.view(self.subject)
        if view is not None and view.annulled:
            for seq in merge.conflicts:
                desk.merging.leave(self.subject, seq)
                self.ledger.replaced.add((desk.code, seq))
            return True
        choices: dict[str, Choice] = {}
        for row in merge.rows:
            if row.overlap or self.chance.random() < 0.1:
                side = self.chance.choice(("here", "centre", "third"))
                choices[row.field] = Choice(side, self._word()) if side == "third" else Choice(side)
        desk.merging.resolve(merge, choices, "избор")
        self.ledger.resolved(desk, self.subject, merge, choices)
        self.counted["resolved"] += 1
        return True

    def _exchange(self, *, resolve: bool) -> None:
        """Everything goes and comes until nothing is left to say; what the carriers had comes in any order."""
        left = {desk.code for desk in self.world.desks if resolve and self.chance.random() < _LEFT}
        for _ in range(_ROUNDS):
            for desk in self.world.desks:
                self._send_all(desk)
            self.world.number()
            for desk in self.world.desks:
                while desk.ask():
                    desk.hear()
                self.chance.shuffle(desk.answers)
                while desk.answers:
                    desk.hear()
            chose = [self._resolve(desk) for desk in self.world.desks if resolve and desk.code not in left]
            if any(chose):
                continue
            if not any(desk.open_entries(self.subject) and not self._stands(desk) for desk in self.world.desks):
                break
            self.world.clock.pass_time(minutes=6)
        else:
            self.ledger.complaints.append("never comes to rest")
        self._count()

    def _stands(self, desk: WorldDesk) -> bool:
        """Whether a held entry of the case holds back the rest here."""
        return any(item.state == "held" for item in desk.attention(self.subject))

    def _send_all(self, desk: WorldDesk) -> None:
        while desk.cut(100_000):
            pass
        desk.again()
        self.chance.shuffle(desk.flying)
        while desk.flying:
            self.ledger.take(self.subject, desk.flying.pop())

    def _count(self) -> None:
        for desk in self.world.desks:
            for item in desk.attention(self.subject):
                self.counted["conflicts left" if item.code == CONFLICT else f"stopped: {item.code}"] += 1


def row_of(histories: int, first: int, counted: Counter[str]) -> tuple[object, ...]:
    """What happened, as a row of the table that a run ends with."""
    stopped = sum(count for name, count in counted.items() if name.startswith("stopped: "))
    entries, resolved, left = (counted[name] for name in ("entries", "resolved", "conflicts left"))
    return (f"{histories} from seed {first}", entries, resolved, left, stopped, 0, 0)
