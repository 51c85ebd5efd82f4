"""``clerk-app sync --once``: one exchange with the centre, from the database or, with nobody signed in, the spool."""

from __future__ import annotations

import argparse

from clerk_app.app.centre import exchange_identity
from clerk_app.app.lanes import WriteAndWait
from clerk_app.app.open import Prepared, prepare
from clerk_app.app.place import find_place
from clerk_app.cli.frame import Exit, Out, add_clerk, add_place, environment, password
from clerk_app.i18n import Texts
from clerk_app.sync.mailbox import RealPulse
from clerk_app.sync.once import OnceParts, once
from clerk_app.sync.reference import ReferenceChore
from clerk_app.sync.spooled import send_spooled


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments."""
    add_place(parser, texts)
    add_clerk(parser, texts)
    parser.add_argument("--once", action="store_true", required=True, help=texts.text("cli.sync.once"))
    parser.add_argument("--hold", type=int, default=2, metavar="SECONDS", help=texts.text("cli.sync.hold"))


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """Exchange, and say what was sent and what came."""
    place = find_place({}, environment(), root=arguments.root, demo=arguments.demo_vault)
    prepared = prepare(place)
    try:
        if arguments.user:
            prepared.admit(arguments.user, password(arguments, out.texts))
            return _exchange(prepared, out, arguments.hold)
        return _spool(prepared, out)
    finally:
        prepared.close()


def _exchange(prepared: Prepared, out: Out, hold: int) -> Exit:
    desk = prepared.desk
    write = WriteAndWait(prepared.lanes.writes)
    ReferenceChore(prepared.centre.files, desk.stores.reference, write, lambda _names: None).run(lambda: None)
    alarms: list[str] = []
    parts = OnceParts(
        line=prepared.centre.line,
        outbox=desk.stores.outbox,
        write=write,
        identity=exchange_identity(desk.identity),
        clock=desk.place.clock,
        pulse=RealPulse(),
        alarm=alarms.append,
        hold=hold,
    )
    summary = once(parts)
    values = {
        "waited": summary.waited,
        "left": summary.left,
        "changed": summary.changed,
        "seconds": round(summary.seconds, 3),
        "alarms": alarms,
    }
    out.report(values, lambda: [out.texts.text("cli.sync.done", **values)])
    return Exit.ATTENTION if alarms or summary.left else Exit.DONE


def _spool(prepared: Prepared, out: Out) -> Exit:
    alarms: list[str] = []
    desk = prepared.desk
    sent = send_spooled(prepared.centre.line, desk.spool.folder, exchange_identity(desk.identity), alarms.append)
    values = {"confirmed": sent.confirmed, "left": sent.left, "alarms": alarms}
    out.report(values, lambda: [out.texts.text("cli.sync.spooled", **values)])
    return Exit.ATTENTION if alarms or sent.left else Exit.DONE
