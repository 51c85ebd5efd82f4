"""``clerk-app receive``: take requests from JSON, one a line, through the same action as the windows."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.app.open import Prepared, prepare
from clerk_app.app.place import find_place
from clerk_app.cli.frame import Exit, Out, add_clerk, add_place, contents, environment, password
from clerk_app.contract import canonical
from clerk_app.domain.errors import CounterError, Unavailable
from clerk_app.i18n import Texts
from clerk_app.ports.desk_file import JobState, NewPrintJob, Received


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
    given = contents(arguments.file) if arguments.file else sys.stdin.buffer.read()
    prepared = prepare(place)
    try:
        prepared.admit(arguments.user, secret)
        return _receive(prepared, given.splitlines(), out, printed=arguments.print)
    finally:
        prepared.close()


def _receive(prepared: Prepared, lines: list[bytes], out: Out, *, printed: bool) -> Exit:
    exits = {_one(prepared, line, out, printed=printed) for line in filter(None, lines)}
    return next((one for one in (Exit.FAILED, Exit.ATTENTION) if one in exits), Exit.DONE)


def _one(prepared: Prepared, line: bytes, out: Out, *, printed: bool) -> Exit:
    """Receive a line. Its number is told before anything else can go wrong: who does not hear it sends it again."""
    job = prepared.desk.actions.printing.new_job() if printed else None
    try:
        received = _take(prepared, line, job)
    except CounterError as error:
        out.fail(error)
        return Exit.FAILED
    number = received.view.number
    values = {"number": number, "seq": received.view.seq, "findings": len(received.view.findings)}
    out.report(values, lambda: [number])
    return _print(prepared, job.id, received.view.subject, out) if job is not None else Exit.DONE


def _take(prepared: Prepared, line: bytes, job: NewPrintJob | None) -> Received:
    actions = prepared.desk.actions
    form = canonical.decode(line, IntakeForm)
    service = actions.choosing.service(form.service, form.service_version) if form.service else None
    return actions.intake.accept(form, service, job)


def _print(prepared: Prepared, job: bytes, subject: bytes, out: Out) -> Exit:
    """Print the receipt, and say so where it is not surely on paper."""
    try:
        ended = prepared.desk.actions.printing.print_original(job, subject, 0.0)
    except CounterError as error:
        out.fail(error)
        return Exit.ATTENTION
    if ended.state is JobState.PRINTED:
        return Exit.DONE
    out.fail(Unavailable(ended.reason))
    return Exit.ATTENTION
