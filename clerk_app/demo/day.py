"""A day at the counter: enrolment, cards, six services, an outage, the other systems, all decided by evening."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from clerk_app.app.windows import Program
from clerk_app.demo.afternoon import Afternoon
from clerk_app.demo.bank import report_payment
from clerk_app.demo.hands import Hands
from clerk_app.demo.people import CLERK, HANDLER, HANDLER_PASSWORD, PASSWORD, SUPERVISOR, SUPERVISOR_PASSWORD
from clerk_app.demo.script import Until
from clerk_app.demo.stage import Stage
from clerk_app.demo.systems import OtherSystems
from clerk_app.demo.visiting import Counter, Visiting
from clerk_app.demo.visits import VISITS, Visit
from clerk_app.demo.watching import Watching
from clerk_app.ui.screens.first_run import FirstRunPage
from clerk_app.ui.screens.lock import LockPage
from clerk_app.ui.screens.sign_in import SignInPage
from clerk_app.ui.shell import Shell

PLACES = ("home", "requests", "attention", "exchange", "devices", "settings")
BEFORE_OUTAGE = 4


class Day:
    """Plays the day through the windows; ``tell`` prints each step as it happens."""

    def __init__(self, program: Program, stage: Stage, hands: Hands, tell: Callable[[str], None]) -> None:
        self._program = program
        self._stage = stage
        self._hands = hands
        self._tell = tell
        self._text = program.place.texts.text
        self._watching = Watching(program)
        portrait = (program.place.resources / "devices" / "portrait.jpg").read_bytes()
        counter = Counter(hands, self._watching, self._text, portrait, stage.sketch)
        self._visiting = Visiting(counter)
        ours = stage.central  # somebody else's centre has a bank of its own
        bank = partial(report_payment, ours.database) if ours is not None else None
        self._systems = OtherSystems(counter, self._visiting, self._say, bank)

    def script(self) -> Iterator[Until]:
        """The whole day."""
        yield from self._enrol()
        yield from self._sign_in(CLERK, PASSWORD)
        yield from self._morning()
        yield from self._outage()
        yield from self._second_receipt()
        yield from self._search()
        yield from self._places()
        yield from self._afternoon()
        yield from self._lock()
        yield from self._looks()
        yield Until("the outbox drained", self._watching.drained, 30)

    def _enrol(self) -> Iterator[Until]:
        self._say("demo.enrol")
        yield Until("first run", lambda: isinstance(self._program.page, FirstRunPage))
        self._hands.picture("first-run")
        page = self._program.page
        if not isinstance(page, FirstRunPage):
            raise LookupError("no first run page")
        page.central.setText(self._stage.url)
        page.code.setText(self._stage.code)
        self._hands.into(self._text("first_run.code"))
        self._hands.press("Return")
        yield Until("enrolled", lambda: isinstance(self._program.page, SignInPage), 40)

    def _sign_in(self, user: str, password: str) -> Iterator[Until]:
        self._say("demo.sign_in", user=user)
        page = self._program.page
        if not isinstance(page, SignInPage):
            raise LookupError("no sign-in page")
        page.clerk.setEditText(user)
        self._hands.picture("sign-in")
        page.password.field.setFocus()
        self._hands.type(password)
        self._hands.press("Return")
        yield Until("the shell", lambda: isinstance(self._program.page, Shell), 30)
        yield Until("the catalogue", self._watching.has_catalogue, 30)

    def _morning(self) -> Iterator[Until]:
        for number, visit in enumerate(VISITS[:BEFORE_OUTAGE]):
            yield from self._visit(visit, picture=number < 2)
        yield Until("all registered", lambda: self._watching.registered() == BEFORE_OUTAGE, 30)

    def _outage(self) -> Iterator[Until]:
        ours = self._stage.central  # somebody else's centre is not ours to stop
        if ours is not None:
            self._say("demo.line_goes")
            ours.stop()
        for visit in VISITS[BEFORE_OUTAGE:]:
            yield from self._visit(visit, picture=False)
        if ours is not None:
            self._watching.shell().go("home")
            yield self._hands.settled()
            self._hands.picture("home-offline")
            self._say("demo.line_returns")
            ours.start()
        self._watching.desk().nudge()
        yield Until("all registered", lambda: self._watching.registered() == len(VISITS), 60)

    def _second_receipt(self) -> Iterator[Until]:
        """The citizen comes back for the receipt with the unique number."""
        self._say("demo.second_receipt")
        late = self._watching.views()[0]
        self._watching.shell().go("detail", late.subject)
        yield self._hands.settled()
        self._hands.press("Ctrl+P")
        yield Until("the second receipt", lambda: self._watching.views()[0].receipts == late.receipts + 1)
        yield Until("the outbox drained", self._watching.drained, 30)
        self._hands.picture("detail-second-receipt")

    def _search(self) -> Iterator[Until]:
        """Bald Latin finds Cyrillic."""
        self._say("demo.search", typed="primeric")
        self._watching.shell().go("requests")
        yield self._hands.settled()
        self._hands.type("primeric")
        yield self._hands.settled()
        self._hands.picture("requests-search")
        self._hands.press("Ctrl+K")
        yield self._hands.settled()
        self._hands.type("izvod")
        yield self._hands.settled()
        self._hands.picture("palette")
        self._hands.press("Esc")
        yield Until("the window", self._hands.back_in_front)

    def _places(self) -> Iterator[Until]:
        for place in PLACES:
            self._watching.shell().go(place)
            yield self._hands.settled()
            self._hands.picture(place)

    def _afternoon(self) -> Iterator[Until]:
        """What came from the portal, one case through the other systems, and a handler who decides every case."""
        afternoon = Afternoon(self._hands, self._watching, self._say)
        yield from afternoon.look_around()
        yield from self._systems.records()
        yield from self._systems.payment()
        yield from self._change_to(HANDLER, HANDLER_PASSWORD)
        yield from afternoon.work()
        yield from self._systems.act()
        yield from self._change_to(CLERK, PASSWORD)
        yield from self._systems.hand_over()
        yield from self._change_to(SUPERVISOR, SUPERVISOR_PASSWORD)
        yield from self._systems.indicators()
        yield from self._change_to(CLERK, PASSWORD)

    def _change_to(self, user: str, password: str) -> Iterator[Until]:
        self._program.sign_out_wanted.emit()
        yield Until("signed out", lambda: isinstance(self._program.page, SignInPage))
        yield from self._sign_in(user, password)

    def _lock(self) -> Iterator[Until]:
        self._say("demo.lock")
        self._hands.press("Ctrl+L")
        yield Until("locked", lambda: isinstance(self._program.page, LockPage))
        self._hands.picture("lock")
        page = self._program.page
        if isinstance(page, LockPage):
            page.password.field.setFocus()
        self._hands.type(PASSWORD)
        self._hands.press("Return")
        yield Until("unlocked", lambda: isinstance(self._program.page, Shell), 30)

    def _looks(self) -> Iterator[Until]:
        """The same screens dark, in Latin, in English, and at 200 %."""
        self._say("demo.looks")
        for name, value in (("theme", "dark"), ("language", "sr-Latn"), ("language", "en"), ("scale", 2.0)):
            self._program.prefer(name, value)
            self._watching.shell().go("home")
            yield self._hands.settled()
            self._hands.picture(f"home-{value}")

    def _visit(self, visit: Visit, *, picture: bool) -> Iterator[Until]:
        self._say("demo.visit", who=visit.person.spoken_name(), letters=visit.letters)
        yield from self._visiting.play(visit, picture=picture)

    def _say(self, key: str, **params: object) -> None:
        self._tell(self._text(key, **params))
