"""The command line of Šalter: ``clerk-app COMMAND``, or ``python -m clerk_app COMMAND``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from clerk_app.app.resources import resources_folder
from clerk_app.cli.frame import Command, Exit, Out, exit_of, speak_plainly
from clerk_app.domain.errors import CounterError
from clerk_app.i18n import DEFAULT, PSEUDO, Texts

COMMANDS = (
    "run",
    "demo",
    "central",
    "relay",
    "enrol",
    "receive",
    "sync",
    "queue",
    "verify-receipt",
    "verify-document",
    "doctor",
    "copy",
    "bundle",
    "settings",
    "catalogue",
    "proxy-password",
)
ITSELF = ("token-host",)
"""What the program starts for itself: nobody needs to be told of it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is one of ``cli.frame.Exit``."""
    speak_plainly()
    given = list(sys.argv[1:] if argv is None else argv)
    texts = _texts(_language(given))
    parser = argparse.ArgumentParser(
        prog="clerk-app",
        description=texts.text("cli.program"),
        epilog=texts.text("cli.exit_codes"),
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help=_listing(texts))
    if not given or given[0] not in (*COMMANDS, *ITSELF):
        parser.parse_args(given or ["--help"])
        return Exit.USAGE
    return _run(given[0], given[1:], texts)


def _run(name: str, rest: list[str], texts: Texts) -> int:
    command = _command(name)
    parser = argparse.ArgumentParser(
        prog=f"clerk-app {name}", description=texts.text(f"cli.{name}"), epilog=texts.text("cli.exit_codes")
    )
    parser.add_argument("--json", action="store_true", help=texts.text("cli.json"))
    languages = (*texts.languages(), PSEUDO)
    parser.add_argument("--language", choices=languages, metavar="LANG", help=texts.text("cli.language"))
    command.configure(parser, texts)
    arguments = parser.parse_args(rest)
    out = Out(texts, arguments.json)
    try:
        return command.run(arguments, out)
    except CounterError as error:
        out.fail(error)
        return exit_of(error)
    except KeyboardInterrupt:
        return Exit.FAILED


def _command(name: str) -> Command:
    """The command's module, imported only now: ``run`` must not pay for the central."""
    from importlib import import_module

    module: Command = import_module(f"clerk_app.cli.{name.replace('-', '_')}")
    return module


def _listing(texts: Texts) -> str:
    return "\n".join(f"{name:<16}{texts.text(f'cli.{name}')}" for name in COMMANDS)


def _texts(language: str) -> Texts:
    """The texts of a language; of the default one where there is no such language, which the parser then says."""
    folder = resources_folder() / "texts"
    texts = Texts(folder)
    return texts.in_language(language) if language in (*texts.languages()[1:], PSEUDO) else texts


def _language(given: list[str]) -> str:
    """The language is wanted before the arguments are read: help is in it too."""
    for place, argument in enumerate(given):
        if argument == "--language" and place + 1 < len(given):
            return given[place + 1]
        if argument.startswith("--language="):
            return argument.partition("=")[2]
    return os.environ.get("SALTER_LANGUAGE", DEFAULT)


if __name__ == "__main__":
    sys.exit(main())
