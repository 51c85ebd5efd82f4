"""``clerk-app receive``: take requests from JSON, one a line, through the same action as the windows."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from clerk_app.actions.intake import IntakeForm
from clerk_app.app.open import Prepared, prepare
from clerk_app.app.place import find_place
from clerk_app.cli.frame import Exit, Out, add_clerk, add_place, contents, environment, password
from clerk_app.contract import canonical
from clerk_app.domain.errors import CounterError
from clerk_app.i18n import Texts
from clerk_app.ports.desk_file import Received


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments."""
    add_place(parser, texts)
    add_clerk(parser, texts, required=True)
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=texts.text("cli.receive.file"))
    parser.add_argument("--print", action="store_true", help=texts.text("cli.receive.print"))


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """Receive each line; a number is printed only after its request is on disk."""
    place = find_place({}, environment(), root=arguments.root, demo=arguments.demo_vault)
    secret = password(arguments, out.texts)
    given = contents(arguments.file) if arguments.file else sys.stdin.read().encode()
    prepared = prepare(place)
    try:
        prepared.admit(arguments.user, secret)
        return _receive(prepared, given.splitlines(), out, printed=arguments.print)
    finally:
        prepared.close()


def _receive(prepared: Prepared, lines: list[bytes], out: Out, *, printed: bool) -> Exit:
    worst = Exit.DONE
    for line in filter(None, lines):
        try:
            received = _take(prepared, line, printed=printed)
        except CounterError as error:
            out.fail(error)
            worst = Exit.FAILED
            continue
        number = received.view.number
        values = {"number": number, "seq": received.view.seq, "findings": len(received.view.findings)}
        out.report(values, lambda number=number: [number])  # type: ignore[misc]
    return worst


def _take(prepared: Prepared, line: bytes, *, printed: bool) -> Received:
    actions = prepared.desk.actions
    form = canonical.decode(line, IntakeForm)
    service = actions.choosing.service(form.service, form.service_version) if form.service else None
    job = actions.printing.new_job() if printed else None
    received = actions.intake.accept(form, service, job)
    if job is not None:
        actions.printing.print_original(job.id, received.view.subject, 0.0)
    return received
