"""``clerk-app bundle``: put what waits on a USB stick, and take in what the centre has answered there."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from clerk_app.app.bundle import StickWork
from clerk_app.app.open import prepare
from clerk_app.app.place import find_place
from clerk_app.cli.copy import telling
from clerk_app.cli.frame import Exit, Out, add_clerk, add_place, environment, password
from clerk_app.i18n import Texts

ACTIONS = ("export", "import")


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments."""
    add_place(parser, texts)
    add_clerk(parser, texts, required=True)
    parser.add_argument("action", choices=ACTIONS, help=texts.text("cli.bundle.action"))
    parser.add_argument("folder", type=Path, metavar="DIR", help=texts.text("cli.bundle.folder"))


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """Do it, and say what the stick holds or what it brought; what an interrupt leaves is gone on with."""
    place = find_place({}, environment(), root=arguments.root, demo=arguments.demo_vault)
    prepared = prepare(place)
    alarms: list[str] = []
    try:
        prepared.admit(arguments.user, password(arguments, out.texts))
        work = StickWork(prepared.desk, prepared.lanes.writes, lambda _subjects: None, alarms.append)
        if arguments.action == "export":
            return _export(work, arguments.folder, out)
        return _import(work, arguments.folder, alarms, out)
    finally:
        prepared.close()


def _export(work: StickWork, folder: Path, out: Out) -> Exit:
    taken = work.carry(folder, telling(out))
    values = asdict(taken)
    out.report(values, lambda: [out.texts.text("cli.bundle.exported", **values)])
    return Exit.ATTENTION if taken.left_out else Exit.DONE


def _import(work: StickWork, folder: Path, alarms: list[str], out: Out) -> Exit:
    brought = work.bring(folder)
    values = asdict(brought) | {"alarms": alarms}
    out.report(values, lambda: [out.texts.text(f"cli.bundle.{brought.kind}", **values)])
    return Exit.ATTENTION if alarms or brought.stopped else Exit.DONE
