"""``clerk-app doctor``: every check, in words or as JSON, and the report for support."""

from __future__ import annotations

import argparse
from pathlib import Path

from clerk_app.app.checks import checks_of
from clerk_app.app.open import prepare
from clerk_app.app.paper import printer_of
from clerk_app.app.place import Place, find_place
from clerk_app.app.support_report import write_report
from clerk_app.cli.frame import Exit, Out, add_clerk, add_place, environment, exit_of, password
from clerk_app.domain.errors import CounterError
from clerk_app.i18n import Texts
from clerk_app.ports.checks import Check
from clerk_app.support.doctor import Examined, Report, examine


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments; with a clerk's name the journal is verified too."""
    add_place(parser, texts)
    add_clerk(parser, texts)
    parser.add_argument("--printer", metavar="tcp://HOST:PORT", help=texts.text("cli.printer"))
    parser.add_argument("--reader", metavar="NAME", help=texts.text("cli.reader"))
    parser.add_argument("--bundle", type=Path, metavar="FILE", help=texts.text("cli.doctor.bundle"))


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """Run every check; the exit code says whether a fault was found, or that the report could not be written."""
    given = {"printer": arguments.printer, "reader": arguments.reader}
    place = find_place(given, environment(), root=arguments.root, demo=arguments.demo_vault)
    if arguments.user and place.enrolled:
        prepared = prepare(place)
        try:
            prepared.admit(arguments.user, password(arguments, out.texts))
            return _tell(checks_of(place, prepared.desk, None, lambda: printer_of(place)), place, arguments.bundle, out)
        finally:
            prepared.close()
    return _tell(_without_desk(place), place, arguments.bundle, out)


def _without_desk(place: Place) -> tuple[Check, ...]:
    return checks_of(place, None, None, lambda: printer_of(place))


def _tell(checks: tuple[Check, ...], place: Place, bundle: Path | None, out: Out) -> Exit:
    """Say what was found, also where the report cannot be written."""
    report: Report = examine(checks)
    failed = _written(report, place, bundle) if bundle is not None else None
    values, lines = report.as_data(), [_line(one, out.texts) for one in report.examined]
    if bundle is not None and failed is None:
        values["bundle"] = str(bundle)
        lines.append(out.texts.text("cli.doctor.written", file=bundle))
    out.report(values, lambda: lines)
    if failed is not None:
        out.fail(failed)
        return exit_of(failed)
    return Exit.ATTENTION if report.level == "fault" else Exit.DONE


def _written(report: Report, place: Place, bundle: Path) -> CounterError | None:
    """Write the report for support; gives what went wrong."""
    try:
        write_report(place, report, bundle)
    except CounterError as error:
        return error
    return None


def _line(one: Examined, texts: Texts) -> str:
    name = texts.text(f"check.name.{one.name}") if texts.has(f"check.name.{one.name}") else one.name
    key = next((key for key in one.text_keys if texts.has(key)), "")
    words = texts.text(key, **one.result.params) if key else one.result.code
    return f"{texts.text(f'check.level.{one.result.level}'):<12}{name}: {words}"
