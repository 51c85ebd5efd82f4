"""The program with windows, and a clerk who puts a visit on hold; to be killed afterwards.

Says ``held`` once the visit is on disk, and stays until it is ended from outside.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from clerk_app.actions import visiting
from clerk_app.app.start import make_application, make_program
from clerk_app.app.windows import Program
from clerk_app.demo.front import Front
from clerk_app.demo.hands import Hands
from clerk_app.demo.script import Player, Until
from clerk_app.demo.watching import Watching
from clerk_app.ui.screens.sign_in import SignInPage
from clerk_app.ui.shell import Shell
from tests.journeys.town import CLERK, PASSWORD, place_of

SURNAME = "Узорић"
SERVICE = "izmirenim"


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def script(program: Program, hands: Hands) -> Iterator[Until]:
    """Sign in, one request of a visit received, the next one begun and put on hold with the hand in a field."""
    text, watching = program.place.texts.text, Watching(program)
    page = program.page
    assert isinstance(page, SignInPage)
    page.clerk.setEditText(CLERK)
    page.password.field.setFocus()
    hands.type(PASSWORD)
    hands.press("Return")
    yield Until("the shell", lambda: isinstance(program.page, Shell), 40)
    yield Until("the catalogue", watching.has_catalogue)
    hands.press("F2")
    yield Until("the person page", lambda: hands.sees(text("person.surname")))
    hands.into(text("person.surname"))
    hands.type(SURNAME)
    hands.press("Ctrl+PgDown")
    yield from _choose(hands, text("intake.find_service"))
    hands.press("Ctrl+Return")
    yield Until("the review", lambda: hands.sees(text("intake.accept")))
    hands.press("Ctrl+Return")
    yield Until("received", lambda: watching.accepted() == 1 and watching.shell().current_id == "detail")
    yield Until("its page", lambda: watching.shell().commands.action("next_service").isEnabled())
    hands.press("F2")
    yield from _choose(hands, text("intake.find_service"))
    hands.press("Alt+1")
    yield Until("the person page", lambda: hands.sees(text("person.phone")))
    hands.into(text("person.phone"))
    hands.type("0601")
    hands.press("Ctrl+H")
    yield Until("on disk", lambda: bool(visiting.held(watching.desk().actions.intake)))
    say("held")
    yield Until("never", lambda: False, 120)


def _choose(hands: Hands, field: str) -> Iterator[Until]:
    yield Until("the services", lambda: hands.sees(field))
    hands.into(field)
    hands.type(SERVICE)
    hands.press("Return")
    yield Until("the form", lambda: not hands.sees(field))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    given = parser.parse_args()
    application = make_application()
    program, access = make_program(application, place_of(given.root, reader="simulated"))
    access.start()
    hands = Hands(program.window, given.root / "pictures")
    player = Player(script(program, hands), program, Front(program.window))
    player.ended.connect(lambda error: say(f"ended {error!r}"))
    player.play()
    application.exec()


if __name__ == "__main__":
    main()
