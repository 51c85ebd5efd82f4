"""``clerk-app enrol``: this computer becomes a desk."""

from __future__ import annotations

import argparse

from clerk_app.actions.enrolling import Replaced
from clerk_app.app.enrol import enrol
from clerk_app.app.enrol_words import enrolment_words
from clerk_app.app.place import find_place
from clerk_app.cli.frame import Exit, Out, add_place, environment, exit_of
from clerk_app.domain.errors import CounterError
from clerk_app.i18n import Texts


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments."""
    add_place(parser, texts)
    parser.add_argument("--central", required=True, metavar="URL", help=texts.text("cli.enrol.central"))
    parser.add_argument("--code", required=True, metavar="CODE", help=texts.text("cli.enrol.code"))
    parser.add_argument("--replaces", default="", metavar="DESK", help=texts.text("cli.enrol.replaces"))
    parser.add_argument("--replaced-head", default="", metavar="HEX", help=texts.text("cli.enrol.replaced_head"))


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """Enrol, and say which desk this is now."""
    place = find_place({}, environment(), root=arguments.root, demo=arguments.demo_vault)
    before = Replaced(arguments.replaces, arguments.replaced_head) if arguments.replaces else None
    try:
        desk = enrol(place, arguments.central, arguments.code, before)
    except CounterError as error:
        words = enrolment_words(error, place, out.texts, arguments.central)
        out.fail(error, f"{words.why} {words.way_out}")
        return exit_of(error)
    values = {"desk": desk.answer.desk, "office": desk.answer.office, "municipality": desk.anchor.name}
    out.report(values, lambda: [out.texts.text("cli.enrol.done", **values)])
    return Exit.DONE
