"""What every command shares: exit codes, words, the place, and how results and errors are printed."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, Protocol

from clerk_app.domain.errors import CounterError, Invalid, SignIn
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
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()

    def report(self, value: Mapping[str, Any], lines: Callable[[], list[str]]) -> None:
        """The result: as JSON, or as lines of words."""
        if self.as_json:
            sys.stdout.write(f"{json.dumps(value, ensure_ascii=False, default=str)}\n")
            sys.stdout.flush()
        else:
            for line in lines():
                self.say(line)

    def fail(self, error: CounterError, words: str = "") -> None:
        """What went wrong, in words (its own unless others are given), or as JSON with its code."""
        if self.as_json:
            sys.stderr.write(f"{json.dumps({'error': error.code, **error.params}, ensure_ascii=False)}\n")
        else:
            sys.stderr.write(f"{words or self.words(error)}\n")

    def words(self, error: CounterError) -> str:
        """The sentence of an error; its code where there is none yet. A reason that has words of its own gets them."""
        key, reason = f"error.{error.code}", f"problem.{error.params.get('reason', '')}"
        params = {**error.params, "reason": self.texts.text(reason)} if self.texts.has(reason) else error.params
        return self.texts.text(key, **params) if self.texts.has(key) else error.code


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
        return sys.stdin.readline().rstrip("\n")
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
