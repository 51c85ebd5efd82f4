"""The program with windows, and a clerk who types without ever stopping; to be killed in the middle.

Says ``typing LETTERS`` as the letters go in, and keeps on until it is ended from outside.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QTimer

from clerk_app.app.start import make_application, make_program
from clerk_app.app.windows import Program
from clerk_app.demo.front import Front
from clerk_app.demo.hands import Hands
from clerk_app.demo.script import Player, Until
from clerk_app.ui.screens.sign_in import SignInPage
from clerk_app.ui.shell import Shell
from tests.journeys.town import CLERK, PASSWORD, place_of

LETTERS = "Узорна улица на броју седам у Примерову "
EVERY = 40  # milliseconds between two keys: faster than any pause in which a draft could wait for rest


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


class Typist:
    """Signs in, begins a request for somebody without a card, and types into the address for ever."""

    def __init__(self, program: Program, hands: Hands) -> None:
        self._program = program
        self._hands = hands
        self._text = program.place.texts.text
        self._letters = itertools.cycle(LETTERS)
        self._typed = 0
        self._keys = QTimer(program, interval=EVERY)
        self._keys.timeout.connect(self._on_key)

    def script(self) -> Iterator[Until]:
        page = self._program.page
        assert isinstance(page, SignInPage)
        page.clerk.setEditText(CLERK)
        page.password.field.setFocus()
        self._hands.type(PASSWORD)
        self._hands.press("Return")
        yield Until("the shell", lambda: isinstance(self._program.page, Shell), 40)
        self._hands.press("F2")
        surname = self._text("person.surname")
        yield Until("the person page", lambda: self._hands.sees(surname))
        self._hands.into(surname)
        self._keys.start()
        yield Until("never", lambda: False, 120)

    def _on_key(self) -> None:
        self._hands.type(next(self._letters))
        self._typed += 1
        say(f"typing {self._typed}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    given = parser.parse_args()
    application = make_application()
    program, access = make_program(application, place_of(given.root, reader="simulated"))
    access.start()
    hands = Hands(program.window, given.root / "pictures")
    player = Player(Typist(program, hands).script(), program, Front(program.window))
    player.ended.connect(lambda error: say(f"ended {error!r}"))
    player.play()
    application.exec()


if __name__ == "__main__":
    main()
