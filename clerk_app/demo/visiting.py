"""One visit at the counter, played with real keys: card or typed person, service, form, receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from clerk_app.demo.hands import Hands
from clerk_app.demo.script import Until
from clerk_app.demo.visits import Visit
from clerk_app.demo.watching import Watching
from clerk_app.devices.card_image import card_image
from clerk_app.domain.people import Person


@dataclass(frozen=True, slots=True)
class Counter:
    """What a visit needs: hands, eyes, the words of the windows, a portrait, and a file to enclose."""

    hands: Hands
    watching: Watching
    text: Callable[..., str]
    portrait: bytes
    sketch: Callable[[], Path]


class Visiting:
    """Plays visits; each ends when the receipt is proven."""

    def __init__(self, counter: Counter) -> None:
        self._hands = counter.hands
        self._watching = counter.watching
        self._text = counter.text
        self._portrait = counter.portrait
        self._sketch = counter.sketch

    def play(self, visit: Visit, *, picture: bool) -> Iterator[Until]:
        """The whole visit; with pictures of each screen on the way."""
        before = self._watching.accepted()
        self._watching.shell().go("home")
        by_card = not visit.typed and self._watching.reader() is not None
        if by_card:
            yield from self.card_in(visit.person, picture=picture)
        self._hands.press("F2")
        if not by_card:
            yield from self._type_person(visit.person)
        yield from self._choose(visit.letters, picture=picture)
        yield from self._fill(visit, picture=picture)
        yield Until("accepted", lambda: self._watching.accepted() == before + 1)
        yield Until("the receipt", lambda: self._watching.printed() >= before + 1)
        if picture:
            yield self._hands.settled()
            self._hands.picture("detail")
        if by_card:
            yield from self.card_out()

    def card_in(self, person: Person, *, picture: bool) -> Iterator[Until]:
        """The citizen's card goes into the simulated reader; nothing happens where an outside one is used."""
        reader = self._watching.reader()
        if reader is None:
            return
        reader.insert(card_image(person, self._portrait))
        yield Until("the person", lambda: self._watching.at_counter() == person.surname)
        if picture:
            yield self._hands.settled()
            self._hands.picture("home-card")

    def card_out(self) -> Iterator[Until]:
        """And out of it again."""
        reader = self._watching.reader()
        if reader is not None:
            reader.remove()
        yield Until("the card is out", lambda: not self._watching.at_counter())

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
        yield from self._enter_all((self._watching.shown_label(label), value) for label, value in visit.entries)
        if picture:
            yield self._hands.settled()
            self._hands.picture("intake-form")
        if visit.file:
            yield from self._enclose()
        if visit.records:
            self._hands.press("Alt+4")
            yield from self._enter_all(visit.records)
        self._hands.press("Ctrl+Return")
        yield Until("the review", lambda: self._hands.sees(self._text("intake.accept")))
        yield from self._enter_all(visit.said)
        if picture:
            self._hands.picture("intake-review")
        self._hands.press("Ctrl+Return")

    def _enclose(self) -> Iterator[Until]:
        """Add a scanned sketch through the file dialog, as a clerk does."""
        sketch = self._sketch()
        self._hands.press("Ctrl+O")
        yield Until("the file dialog", lambda: self._hands.dialog() is not None)
        self._hands.answer_dialog(str(sketch))
        yield Until("the window", self._hands.back_in_front)
        self._hands.press("Alt+4")
        enclosed = f"{self._text('intake.remove_file')}: {sketch.stem}"
        yield Until("the enclosure", lambda: self._hands.sees(enclosed))
        self._hands.picture("intake-files")

    def _enter_all(self, entries: Iterable[tuple[str, str]]) -> Iterator[Until]:
        """Each at its place, once that is there."""
        for name, value in entries:
            yield Until(name, self._seeing(name))
            self._enter(name, value)

    def _seeing(self, name: str) -> Callable[[], bool]:
        return lambda: self._hands.sees(name)

    def _enter(self, name: str, value: str) -> None:
        self._hands.into(name)
        if value.startswith("*"):
            for _ in range(int(value[1:])):
                self._hands.press("Down")
        elif value:
            self._hands.type(value)
        else:
            self._hands.press("Space")
