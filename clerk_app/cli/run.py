"""``clerk-app run``: the program with windows."""

from __future__ import annotations

import argparse

from clerk_app.cli.frame import Exit, Out, add_place, environment
from clerk_app.i18n import Texts
from clerk_app.settings.schema import THEMES


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments; each setting may be given as one."""
    add_place(parser, texts)
    parser.add_argument("--printer", metavar="tcp://HOST:PORT", help=texts.text("cli.printer"))
    parser.add_argument("--reader", metavar="NAME", help=texts.text("cli.reader"))
    parser.add_argument("--central", metavar="URL", help=texts.text("cli.enrol.central"))
    parser.add_argument("--theme", choices=THEMES, help=texts.text("cli.theme"))
    parser.add_argument("--scale", type=float, metavar="1.0–2.0", help=texts.text("cli.scale"))
    parser.add_argument("--copy-to", metavar="DIR", help=texts.text("cli.copy_to"))


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """Run until the window is closed."""
    from clerk_app.app.start import run_windows

    given = {
        "language": arguments.language,
        "printer": arguments.printer,
        "reader": arguments.reader,
        "central_url": arguments.central,
        "theme": arguments.theme,
        "scale": arguments.scale,
        "copy_to": arguments.copy_to,
    }
    return Exit(run_windows(given, environment(), root=arguments.root, demo=arguments.demo_vault, texts=out.texts))
