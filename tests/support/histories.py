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
from clerk_app.domain.merging import CONFLICT, Choice, Chosen
from clerk_app.domain.people import Person
from tests.support.office_world import HANDLER, OFFICES, Seen, World, WorldDesk
from tests.support.world_ledger import Ledger, Said, subject_of

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
_SIDES: tuple[Chosen, ...] = ("here", "centre", "third")
_LEFT = 0.1
"""How often a clerk leaves a conflict for another day."""


@dataclass
class Case:
    """What a history is about, and what is remembered of it."""

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
        self.filed = self.chance.random() < 0.15
        self.service = ON_PORTAL if self.filed else AT_DESK

    def desk(self) -> WorldDesk:
        """A desk that has the case."""
        here = [desk for desk in self.world.desks if desk.view(self.subject) is not None]
        return self.chance.choice(here or self.world.desks)

    def word(self) -> str:
        """A value that nobody has written before."""
        self._words += 1
        return f"{self.seed}.{self._words}"


@dataclass(frozen=True)
class Clerks:
    """Whoever is at the desks."""

    case: Case

    def look(self) -> None:
        """Somebody opens the case, and is called away."""
        desk = self.case.desk()
        seen = desk.seen(self.case.subject)
        if seen is not None:
            self.case.opened[desk.code] = seen

    def _form(self, desk: WorldDesk, most: int) -> tuple[dict[str, str], Seen | None]:
        """Changed fields, and what the clerk has before them: the case as it is, or as it was opened a while ago."""
        seen = self.case.opened.pop(desk.code, None) or desk.seen(self.case.subject)
        names = self.case.chance.sample(FIELDS[self.case.service], self.case.chance.randint(0 if most < 3 else 1, most))
        return {name: self.case.word() for name in names}, seen

    def correct(self) -> None:
        desk = self.case.desk()
        form, seen = self._form(desk, 3)
        if seen is not None:
            self._record(desk, form, seen, lambda: desk.attending.correct(self.case.subject, form, seen=seen.version))

    def supplement(self) -> None:
        desk = self.case.desk()
        form, seen = self._form(desk, 2)
        if seen is not None:
            brought = Brought(form=form, note="донето", looked_at=seen.version)
            self._record(
                desk, form, seen, lambda: desk.casework.supplement(self.case.subject, brought), supplement=True
            )

    def _record(
        self, desk: WorldDesk, form: dict[str, str], seen: Seen, act: Callable[[], None], *, supplement: bool = False
    ) -> None:
        act()
        seq = desk.outbox.head()
        read = {name: {seen.form.get(name, "")} for name in form}
        self.case.ledger.wrote(Said(desk.code, seq, form, read, {}, supplement=supplement))
        self.case.counted["entries"] += 1

    def withdraw(self) -> None:
        if self.case.filed and self.case.chance.random() < 0.5:
            self.case.world.parts.portal.withdraw(JASNA, self.case.number, Withdrawal("предомислила сам се"))
        else:
            self.case.desk().casework.withdraw(self.case.subject, "не треба више")
        self.case.counted["entries"] += 1

    def move(self) -> None:
        self.case.desk().casework.move(
            self.case.subject, self.case.chance.choice([one for one in STATES if "dopuna" not in one])
        )
        self.case.counted["entries"] += 1

    def hand(self) -> None:
        office = self.case.chance.choice(OFFICES)
        to = Colleague(user=self.case.chance.choice(("mprimeric", "omodelic")), name="М", role="handler", office=office)
        self.case.desk().casework.hand(self.case.subject, to)
        self.case.counted["entries"] += 1

    def annul(self) -> None:
        if self.case.chance.random() < 0.3:
            self.case.desk().annulling.annul(self.case.subject, "грешка")
            self.case.counted["entries"] += 1

    def resolve_one(self) -> None:
        for desk in self.case.chance.sample(self.case.world.desks, len(self.case.world.desks)):
            if self.resolve(desk):
                return

    def resolve(self, desk: WorldDesk) -> bool:
        """A clerk compares both sides and chooses at random."""
        if desk.view(self.case.subject) is None:
            return False
        merge = desk.merging.open(self.case.subject)
        if merge is None:
            return False
        view = desk.view(self.case.subject)
        if view is not None and view.annulled:
            for seq in merge.conflicts:
                desk.merging.leave(self.case.subject, seq)
                self.case.ledger.replaced.add((desk.code, seq))
            return True
        choices: dict[str, Choice] = {}
        for row in merge.rows:
            if row.overlap or self.case.chance.random() < 0.1:
                side = self.case.chance.choice(_SIDES)
                choices[row.field] = Choice(side, self.case.word()) if side == "third" else Choice(side)
        desk.merging.resolve(merge, choices, "избор")
        self.case.ledger.resolved(desk, self.case.subject, merge, choices)
        self.case.counted["resolved"] += 1
        return True


@dataclass(frozen=True)
class AtCentre:
    """The handler at the centre, and the citizen on the portal."""

    case: Case

    def amend(self) -> None:
        """The handler at the centre changes a field."""
        form = {self.case.chance.choice(FIELDS[self.case.service]): self.case.word()}
        self.case.world.parts.registry.amend(self.case.number, form, HANDLER[0])
        self.case.ledger.changed_by_centre(self.case.subject, form)
        self.case.counted["entries"] += 1

    def status(self) -> None:
        self.case.world.parts.registry.set_status(self.case.number, self.case.chance.choice(STATES), user=HANDLER[0])
        self.case.counted["entries"] += 1

    def answer_call(self) -> None:
        """The citizen supplements on the portal."""
        if self.case.filed:
            form = {self.case.chance.choice(FIELDS[ON_PORTAL]): self.case.word()}
            self.case.world.parts.portal.supplement(JASNA, self.case.number, Supplement(form=form))
            self.case.ledger.changed_by_centre(self.case.subject, form)
            self.case.counted["entries"] += 1


@dataclass(frozen=True)
class Carriers:
    """What carries parcels and answers; it loses, doubles and swaps them."""

    case: Case

    def cut(self) -> None:
        self.case.chance.choice(self.case.world.desks).cut(self.case.chance.choice((1, 1, 100_000)))

    def again(self) -> None:
        """A line breaks: what was under way is lost, or comes later all the same."""
        desk = self.case.chance.choice(self.case.world.desks)
        if self.case.chance.random() < 0.5:
            desk.flying.clear()
        desk.again()

    def deliver(self) -> None:
        flying = [desk for desk in self.case.world.desks if desk.flying]
        if flying:
            desk = self.case.chance.choice(flying)
            place = self.case.chance.randrange(len(desk.flying))
            kept = self.case.chance.random() < 0.15
            raw = desk.flying[place] if kept else desk.flying.pop(place)
            if self.case.chance.random() > 0.1:
                self.case.ledger.take(self.case.subject, raw)

    def ask(self) -> None:
        self.case.chance.choice(self.case.world.desks).ask()

    def hear(self) -> None:
        told = [desk for desk in self.case.world.desks if desk.answers]
        if told:
            desk = self.case.chance.choice(told)
            place = self.case.chance.randrange(len(desk.answers))
            again = desk.answers[place]
            desk.hear(place)
            if self.case.chance.random() < 0.15:
                desk.answers.append(again)

    def give_number(self) -> None:
        self.case.world.number()

    def send_all(self, desk: WorldDesk) -> None:
        while desk.cut(100_000):
            pass
        desk.again()
        self.case.chance.shuffle(desk.flying)
        while desk.flying:
            self.case.ledger.take(self.case.subject, desk.flying.pop())


class History:
    """One case; ``ledger.complaints`` says what went wrong, ``counted`` what happened."""

    def __init__(self, world: World, seed: int) -> None:
        self.case = Case(world, seed)
        self.counted = self.case.counted
        self._clerks, self._carriers, self._centre = Clerks(self.case), Carriers(self.case), AtCentre(self.case)

    def play(self, steps: int) -> list[str]:
        """Everything in any order, then the calm after it; gives the complaints."""
        self._begin()
        if self.case.chance.random() < 0.6:
            self._exchange(resolve=False)
        acts, weights = zip(*self._acts(), strict=True)
        for _ in range(steps):
            act: Callable[[], None] = self.case.chance.choices(acts, weights)[0]
            try:
                act()
            except CounterError as error:
                self.case.counted[f"refused here: {error.code}"] += 1
        self._exchange(resolve=True)
        self.case.ledger.close(self.case.subject)
        return [f"history {self.case.seed}: {complaint}" for complaint in self.case.ledger.complaints]

    def _acts(self) -> list[tuple[Callable[[], None], int]]:
        clerks, centre, carriers = self._clerks, self._centre, self._carriers
        return [
            (clerks.correct, 30), (clerks.look, 6), (clerks.supplement, 6), (clerks.withdraw, 2), (clerks.move, 6),
            (clerks.hand, 4), (clerks.annul, 1), (clerks.resolve_one, 10),
            (centre.amend, 6), (centre.status, 4), (centre.answer_call, 3),
            (carriers.cut, 30), (carriers.again, 5), (carriers.deliver, 30), (carriers.ask, 14), (carriers.hear, 14),
            (carriers.give_number, 4),
        ]  # fmt: skip

    def _begin(self) -> None:
        form = {name: self.case.word() for name in FIELDS[self.case.service][:3]}
        if self.case.filed:
            asked = Filing(key=f"history-{self.case.seed}-{self.case.subject.hex()}", service=ON_PORTAL, form=form)
            filed, _new = self.case.world.parts.portal.file(JASNA, asked)
            self.case.number = filed.number
            self.case.subject = subject_of(self.case.world, self.case.number)
            self.case.ledger.begin(self.case.subject, "", 0)
            return
        desk = self.case.chance.choice(self.case.world.desks)
        seq = desk.receive(self.case.subject, self.case.service, form)
        view = desk.view(self.case.subject)
        assert view is not None
        self.case.number = view.number
        self.case.ledger.wrote(Said(desk.code, seq, form, {}, {}))

    def _exchange(self, *, resolve: bool) -> None:
        """Everything goes and comes until nothing is left to say; what the carriers had comes in any order."""
        left = {desk.code for desk in self.case.world.desks if resolve and self.case.chance.random() < _LEFT}
        for _ in range(_ROUNDS):
            for desk in self.case.world.desks:
                self._carriers.send_all(desk)
            self.case.world.number()
            for desk in self.case.world.desks:
                while desk.ask():
                    desk.hear()
                self.case.chance.shuffle(desk.answers)
                while desk.answers:
                    desk.hear()
            chose = [self._clerks.resolve(desk) for desk in self.case.world.desks if resolve and desk.code not in left]
            if any(chose):
                continue
            if not any(
                desk.open_entries(self.case.subject) and not self._stands(desk) for desk in self.case.world.desks
            ):
                break
            self.case.world.clock.pass_time(minutes=6)
        else:
            self.case.ledger.complaints.append("never comes to rest")
        self._count()

    def _stands(self, desk: WorldDesk) -> bool:
        """Whether a held entry of the case holds back the rest here."""
        return any(item.state == "held" for item in desk.attention(self.case.subject))

    def _count(self) -> None:
        for desk in self.case.world.desks:
            for item in desk.attention(self.case.subject):
                self.case.counted["conflicts left" if item.code == CONFLICT else f"stopped: {item.code}"] += 1


def row_of(histories: int, first: int, counted: Counter[str]) -> tuple[object, ...]:
    """What happened, as a row of the table that a run ends with."""
    stopped = sum(count for name, count in counted.items() if name.startswith("stopped: "))
    entries, resolved, left = (counted[name] for name in ("entries", "resolved", "conflicts left"))
    return (f"{histories} from seed {first}", entries, resolved, left, stopped, 0, 0)
