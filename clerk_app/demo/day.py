"""A day at the counter: enrolment, cards, six services, an outage in the middle, all registered by evening."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from clerk_app.app.desk import Desk
from clerk_app.app.windows import Program
from clerk_app.demo.hands import Hands
from clerk_app.demo.people import DRAGAN, JELENA, MILENA, STOJAN, VESNA
from clerk_app.demo.script import Until
from clerk_app.demo.stage import Stage
from clerk_app.devices.card_image import card_image
from clerk_app.devices.simulated_reader import SimulatedReaders
from clerk_app.domain.people import Person
from clerk_app.domain.requests import RequestView
from clerk_app.ports.desk_file import ListFilter
from clerk_app.ui.screens.first_run import FirstRunPage
from clerk_app.ui.screens.lock import LockPage
from clerk_app.ui.screens.sign_in import SignInPage
from clerk_app.ui.shell import Shell

CLERK, PASSWORD = "mprimeric", "primer-2026"
SUPERVISOR, SUPERVISOR_PASSWORD = "suzoric", "uzor-2026"


@dataclass(frozen=True, slots=True)
class Visit:
    """One citizen's visit: who, which service by which letters, and what is entered where (accessible name, value)."""

    person: Person
    letters: str
    entries: tuple[tuple[str, str], ...] = ()
    typed: bool = False
    file: bool = False


VISITS = (
    Visit(
        JELENA,
        "извод рођ",
        (
            ("Врста извода", "*1"),
            ("Број примерака", "2"),
            ("Сврха", "*1"),
            ("Однос са подносиоцем", "*1"),
            ("Општина уписа у матичну књигу", "Примерово"),
        ),
    ),
    Visit(
        DRAGAN,
        "javne povr",
        (
            ("Облик", "*1"),
            ("Пословно име", "Башта Пример"),
            ("ПИБ", "999000009"),
            ("Матични број", "99900016"),
            ("Намена", "*1"),
            ("Место (улица, број, опис)", "Узорни трг 4, испред локала"),
            ("Зона", "*2"),
            ("Површина", "24,00"),
            ("Од", "1.4.2027"),
            ("До", "31.10.2026"),
        ),
        file=True,
    ),
    Visit(
        VESNA,
        "дечији",
        (("Захтев је", "*1"), ("Текући рачун за исплату", "310-1234567891211-86"), ("Сродство", "*1")),
    ),
    Visit(STOJAN, "имовин", (("Разлог", "*1"), ("Дан настанка", "01.11.2026."), ("Врста", "*1"), ("Површина", "64"))),
    Visit(MILENA, "брак", (("Презиме", "Обрасцић"), ("Име", "Милена"), ("Место", "*2")), typed=True),
    Visit(JELENA, "lokalni", (("Уверење се тражи за", "*1"), ("Сврха", "упис на конкурс"))),
)


class Day:
    """Plays the day through the windows; ``tell`` prints each step as it happens."""

    def __init__(
        self, program: Program, stage: Stage, hands: Hands, portrait: Path, tell: Callable[[str], None]
    ) -> None:
        self._program = program
        self._stage = stage
        self._hands = hands
        self._portrait = portrait.read_bytes()
        self._tell = tell
        self._text = program.place.texts.text

    def script(self) -> Iterator[Until]:
        """The whole day."""
        yield from self._enrol()
        yield from self._sign_in(CLERK, PASSWORD)
        yield from self._morning()
        yield from self._outage()
        yield from self._evening()

    # -- the parts of the day ---------------------------------------------------------------------------------------

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
        yield Until("the catalogue", self._has_catalogue, 30)

    def _morning(self) -> Iterator[Until]:
        for number, visit in enumerate(VISITS[:4]):
            yield from self._visit(visit, picture=number < 2)
        yield Until("all registered", lambda: self._registered() == 4, 30)

    def _outage(self) -> Iterator[Until]:
        self._say("demo.line_goes")
        if self._stage.central is not None:
            self._stage.central.stop()
        for visit in VISITS[4:]:
            yield from self._visit(visit, picture=False)
        self._program_shell().go("home")
        yield Until("home", lambda: True, 1)
        self._hands.picture("home-offline")
        self._say("demo.line_returns")
        if self._stage.central is not None:
            self._stage.central.start()
        self._desk().nudge()
        yield Until("the outbox drained", lambda: self._registered() == len(VISITS), 60)

    def _evening(self) -> Iterator[Until]:
        shell = self._program_shell()
        for place in ("home", "requests", "attention", "exchange", "devices", "settings"):
            shell.go(place)
            yield Until(place, self._settled(), 5)
            self._hands.picture(place)
        self._say("demo.lock")
        self._program.lock()
        yield Until("locked", lambda: isinstance(self._program.page, LockPage))
        self._hands.picture("lock")

    # -- one visit --------------------------------------------------------------------------------------------------

    def _visit(self, visit: Visit, *, picture: bool) -> Iterator[Until]:
        before = self._accepted()
        self._say("demo.visit", who=visit.person.spoken_name(), letters=visit.letters)
        self._program_shell().go("home")
        by_card = not visit.typed and self._reader() is not None
        if by_card:
            yield from self._card_in(visit.person, picture=picture)
        self._hands.press("F2")
        if not by_card:
            yield from self._type_person(visit.person)
        yield from self._choose(visit.letters, picture=picture)
        yield from self._fill(visit, picture=picture)
        yield Until("accepted", lambda: self._accepted() == before + 1)
        yield Until("the receipt", lambda: self._printed() >= before + 1)
        if picture:
            self._hands.picture("detail")
        if by_card:
            yield from self._card_out()

    def _card_in(self, person: Person, *, picture: bool) -> Iterator[Until]:
        reader = self._reader()
        if reader is not None:
            reader.insert(card_image(person, self._portrait))
        yield Until("the person", lambda: self._at_counter() == person.surname)
        if picture:
            self._hands.picture("home-card")

    def _card_out(self) -> Iterator[Until]:
        reader = self._reader()
        if reader is not None:
            reader.remove()
        yield Until("the card is out", lambda: self._at_counter() is None)

    def _type_person(self, person: Person) -> Iterator[Until]:
        number, surname, given = (self._text(f"person.{name}") for name in ("id_number", "surname", "given_name"))
        yield Until("the person page", lambda: self._hands.sees(number))
        for name, value in ((number, person.id_number), (surname, person.surname), (given, person.given_name)):
            self._hands.into(name)
            self._hands.type(value)
        self._hands.picture("intake-person")
        self._hands.press("Ctrl+PgDown")

    def _choose(self, letters: str, *, picture: bool) -> Iterator[Until]:
        field = self._text("intake.find_service")
        yield Until("the services", lambda: self._hands.sees(field))
        self._hands.into(field)
        self._hands.type(letters)
        if picture:
            self._hands.picture("intake-service")
        self._hands.press("Return")
        yield Until("the form", lambda: not self._hands.sees(field))

    def _fill(self, visit: Visit, *, picture: bool) -> Iterator[Until]:
        for name, value in visit.entries:
            self._enter(name, value)
        if visit.file:
            yield from self._enclose()
        if picture:
            self._hands.picture("intake-form")
        self._hands.press("Ctrl+Return")
        yield Until("the review", lambda: self._hands.sees(self._text("intake.accept")))
        if picture:
            self._hands.picture("intake-review")
        self._hands.press("Ctrl+Return")

    def _enclose(self) -> Iterator[Until]:
        """Add a scanned sketch through the file dialog, as a clerk does."""
        sketch = self._stage.sketch()
        self._hands.press("Ctrl+O")
        yield Until("the file dialog", lambda: self._hands.dialog() is not None)
        self._hands.answer_dialog(str(sketch))
        yield Until("the window", self._hands.back_in_front)
        self._hands.press("Alt+4")
        enclosed = f"{self._text('intake.remove_file')}: {sketch.stem}"
        yield Until("the enclosure", lambda: self._hands.sees(enclosed))
        self._hands.picture("intake-files")

    def _enter(self, name: str, value: str) -> None:
        self._hands.into(name)
        if value.startswith("*"):
            for _ in range(int(value[1:])):
                self._hands.press("Down")
        else:
            self._hands.type(value)

    # -- what the desk knows ----------------------------------------------------------------------------------------

    def _desk(self) -> Desk:
        open_desk = self._program.open_desk
        if open_desk is None:
            raise LookupError("no desk is open")
        return open_desk.prepared.desk

    def _program_shell(self) -> Shell:
        page = self._program.page
        if not isinstance(page, Shell):
            raise LookupError("nobody is signed in")
        return page

    def _reader(self) -> SimulatedReaders | None:
        """The simulated reader, or nothing where an outside one is used and people are typed."""
        open_desk = self._program.open_desk
        readers = open_desk.readers if open_desk is not None else None
        return readers if isinstance(readers, SimulatedReaders) else None

    def _at_counter(self) -> str | None:
        open_desk = self._program.open_desk
        at_counter = open_desk.at_counter if open_desk is not None else None
        person = at_counter.person if at_counter is not None else None
        return person.surname if person is not None else None

    def _has_catalogue(self) -> bool:
        return bool(self._desk().stores.reference.services())

    def _accepted(self) -> int:
        return len(self._views())

    def _registered(self) -> int:
        return sum(view.registered for view in self._views())

    def _printed(self) -> int:
        return sum(bool(view.receipts) for view in self._views())

    def _views(self) -> tuple[RequestView, ...]:
        return self._desk().stores.requests.page(ListFilter(scope="all"), limit=100)

    def _settled(self) -> Callable[[], bool]:
        """True a few turns of the event loop later, when what a screen loads has been shown."""
        turns = iter(range(40))
        return lambda: next(turns, None) is None

    def _say(self, key: str, **params: object) -> None:
        self._tell(self._text(key, **params))
