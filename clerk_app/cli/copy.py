"""``clerk-app copy``: an encrypted copy of this desk's file, verified, in a folder of one's choice."""

from __future__ import annotations

import argparse
from pathlib import Path

from clerk_app.app.open import prepare
from clerk_app.app.place import find_place
from clerk_app.cli.frame import Exit, Out, add_clerk, add_place, environment, password
from clerk_app.i18n import Texts
from clerk_app.lanes import Progress

_TENTHS = 10


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments."""
    add_place(parser, texts)
    add_clerk(parser, texts, required=True)
    parser.add_argument("folder", type=Path, metavar="DIR", help=texts.text("cli.copy.folder"))


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """Copy, and say where the copy lies; an interrupt leaves nothing of it."""
    place = find_place({}, environment(), root=arguments.root, demo=arguments.demo_vault)
    prepared = prepare(place)
    try:
        prepared.signing_in.sign_in(arguments.user, password(arguments, out.texts))
        copied = prepared.desk.actions.copying.copy(arguments.folder, telling(out))
    finally:
        prepared.close()
    values = {"copy": str(copied.path), "entries": copied.entries, "bytes": copied.size}
    out.report(values, lambda: [out.texts.text("cli.copy.done", file=copied.path, entries=copied.entries)])
    return Exit.DONE


def telling(out: Out) -> Progress:
    """What says each tenth of a long way once."""
    said = 0

    def tell(done: int, whole: int) -> None:
        nonlocal said
        tenth = done * _TENTHS // whole
        if tenth > said:
            said = tenth
            out.say(out.texts.text("cli.copy.progress", percent=tenth * 100 // _TENTHS))

    return tell
