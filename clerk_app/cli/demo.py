"""``clerk-app demo``: the whole job on this machine, with invented people."""

from __future__ import annotations

import argparse
from pathlib import Path

from clerk_app.cli.frame import Exit, Out, environment
from clerk_app.demo.show import choose_platform, has_display, play
from clerk_app.demo.stage import Outside
from clerk_app.i18n import Texts


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments; outside devices take the place of ours."""
    text = texts.text
    parser.add_argument("--headless", action="store_true", help=text("cli.demo.headless"))
    parser.add_argument("--output", type=Path, default=Path("demo-output"), metavar="DIR", help=text("cli.demo.output"))
    parser.add_argument("--printer", default="", metavar="tcp://HOST:PORT", help=text("cli.printer"))
    parser.add_argument("--reader", default="", metavar="NAME", help=text("cli.reader"))
    parser.add_argument("--central", default="", metavar="URL", help=text("cli.enrol.central"))
    parser.add_argument("--code", default="", metavar="CODE", help=text("cli.enrol.code"))


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """Play it."""
    del out
    given = environment()
    headless = arguments.headless or not has_display(given)
    choose_platform(given, headless=headless)
    outside = Outside(arguments.printer, arguments.reader, arguments.central, arguments.code)
    return Exit(play(outside, arguments.output, arguments.language, given, headless=headless))
