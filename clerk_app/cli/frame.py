"""What every command shares: exit codes, words, the place, and how results and errors are printed."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Protocol

from clerk_app.domain.errors import CounterError, Invalid, SignIn, Unavailable
from clerk_app.i18n import Texts


class Exit(IntEnum):
    """What a command's exit code says; the same for every command."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    ATTENTION = 3
    NOT_SIGNED_IN = 4


class Command(Protocol):
    """One command: the arguments it takes, and what it does with them."""

    def configure(self, parser: argparse.ArgumentParser, texts: Texts) -> None:
        """Add the command's own arguments."""

    def run(self, arguments: argparse.Namespace, out: Out) -> Exit:
        """Do it; raises ``CounterError`` for what is to be said and ends in ``Exit.FAILED``."""


@dataclass(frozen=True, slots=True)
class Out:
    """Where a command speaks: words to people, JSON to programs, errors apart."""

    texts: Texts
    as_json: bool

    def say(self, text: str) -> None:
        """One line for a person; nothing when JSON is wanted."""
        if not self.as_json:
            _write(text)

    def report(self, value: Mapping[str, Any], lines: Callable[[], list[str]]) -> None:
        """The result: as JSON, or as lines of words."""
        if self.as_json:
            _write(json.dumps(value, ensure_ascii=False, default=str))
        else:
            for line in lines():
                self.say(line)

    def fail(self, error: CounterError, words: str = "") -> None:
        """What went wrong, in words (its own unless others are given), or as JSON with its code.

        Where nobody listens, the exit code says it.
        """
        said = {"error": error.code, **error.params}
        line = json.dumps(said, ensure_ascii=False) if self.as_json else words or self.words(error)
        with suppress(OSError, AttributeError):  # closed, or not there at all
            sys.stderr.write(f"{line}\n")

    def words(self, error: CounterError) -> str:
        """The sentence of an error; its code where there is none yet. A reason that has words of its own gets them."""
        key, reason = f"error.{error.code}", f"problem.{error.params.get('reason', '')}"
        params = {**error.params, "reason": self.texts.text(reason)} if self.texts.has(reason) else error.params
        return self.texts.text(key, **params) if self.texts.has(key) else error.code


def _write(line: str) -> None:
    """One line to standard output, at once; raises ``Unavailable('output_failed')`` where nobody takes it."""
    if sys.stdout is None:
        raise Unavailable("output_failed")
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except OSError as error:
        with suppress(OSError):  # what is still held would be tried, and fail, once more at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Unavailable("output_failed") from error


def speak_plainly() -> None:
    """Let no character end a command: files and programs get UTF-8, and a terminal what it can show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def exit_of(error: CounterError) -> Exit:
    """The exit code that an error ends a command with."""
    if isinstance(error, Invalid):
        return Exit.USAGE
    return Exit.NOT_SIGNED_IN if isinstance(error, SignIn) else Exit.FAILED


def add_place(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """The arguments that say which desk is meant."""
    parser.add_argument("--root", type=Path, metavar="DIR", help=texts.text("cli.root"))
    parser.add_argument("--demo-vault", action="store_true", help=texts.text("cli.demo_vault"))


def add_clerk(parser: argparse.ArgumentParser, texts: Texts, *, required: bool = False) -> None:
    """The arguments that say who is at work; the password never stands in an argument."""
    parser.add_argument("--user", required=required, metavar="NAME", help=texts.text("cli.user"))
    parser.add_argument("--password-stdin", action="store_true", help=texts.text("cli.password_stdin"))


def password(arguments: argparse.Namespace, texts: Texts) -> str:
    """The password, from standard input or asked for without an echo."""
    if arguments.password_stdin:
        return sys.stdin.buffer.readline().decode("utf-8", "surrogateescape").rstrip("\r\n")
    import getpass

    return getpass.getpass(f"{texts.text('cli.password')}: ")


def contents(path: Path) -> bytes:
    """What is in a file that an argument names; raises ``Invalid('argument_file')``."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Invalid("argument_file", file=str(path)) from error


def environment() -> dict[str, str]:
    """The environment of this run."""
    return dict(os.environ)
