"""``clerk-app relay``: this computer carries the exchange of its office while the line to the centre is down."""

from __future__ import annotations

import argparse
from pathlib import Path

from clerk_app.app.relay import open_relay
from clerk_app.cli.frame import Exit, Out
from clerk_app.i18n import Texts
from clerk_app.log import start_log, stop_log
from clerk_app.relay.server import RelaySettings, serve

LISTEN = "0.0.0.0:8444"


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments."""
    text = texts.text
    parser.add_argument("--listen", default=LISTEN, metavar="HOST:PORT", help=text("cli.relay.listen"))
    parser.add_argument("--upstream", required=True, metavar="URL", help=text("cli.relay.upstream"))
    parser.add_argument("--code", default="", metavar="CODE", help=text("cli.relay.code"))
    parser.add_argument("--silent", action="store_true", help=text("cli.relay.silent"))
    parser.add_argument("--folder", type=Path, default=Path("relay"), metavar="DIR", help=text("cli.relay.folder"))


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """Enrol if it must, and serve until a signal."""
    settings = RelaySettings(listen=arguments.listen, texts=out.texts, announces=not arguments.silent)
    relay, identity = open_relay(arguments.folder, arguments.upstream, arguments.code, settings)
    logging = start_log(arguments.folder / "logs")
    try:
        return Exit(serve(relay, identity, arguments.listen.rpartition(":")[0]))
    finally:
        stop_log(logging)
