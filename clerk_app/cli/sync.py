"""``clerk-app sync --once``: one exchange with the centre, from the database or, with nobody signed in, the spool."""

from __future__ import annotations

import argparse

from clerk_app.app.centre import exchange_identity
from clerk_app.app.lanes import WriteAndWait
from clerk_app.app.open import Prepared, prepare
from clerk_app.app.place import find_place
from clerk_app.app.wiping import wipe
from clerk_app.cli.frame import Exit, Out, add_clerk, add_place, environment, password
from clerk_app.domain.errors import DESK_STOPPED, CounterError
from clerk_app.i18n import Texts
from clerk_app.sync.mailbox import RealPulse
from clerk_app.sync.once import OnceParts, once
from clerk_app.sync.reference import ReferenceChore
from clerk_app.sync.spooled import spool_round


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments."""
    add_place(parser, texts)
    add_clerk(parser, texts)
    parser.add_argument("--once", action="store_true", required=True, help=texts.text("cli.sync.once"))
    parser.add_argument("--hold", type=int, default=2, metavar="SECONDS", help=texts.text("cli.sync.hold"))


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """Exchange, say what was sent and what came, and do what the centre wants of the desk itself."""
    place = find_place({}, environment(), root=arguments.root, demo=arguments.demo_vault)
    prepared = prepare(place)
    try:
        if arguments.user and _admitted(prepared, arguments.user, password(arguments, out.texts)):
            exit_code, order = _exchange(prepared, out, arguments.hold)
        else:
            exit_code, order = _spool(prepared, out)
    finally:
        prepared.close()
    if order == "wipe":
        wipe(place, prepared.desk.identity)
        out.say(out.texts.text("first_run.wiped"))
        out.say(out.texts.text("first_run.wiped_way"))
    elif order:
        out.say(out.texts.text(f"error.{DESK_STOPPED}"))
    return Exit.ATTENTION if order else exit_code


def _admitted(prepared: Prepared, user: str, secret: str) -> bool:
    """Whether the clerk is signed in; on a desk that the centre has stopped nobody is, and its spool still travels."""
    try:
        prepared.admit(user, secret)
    except CounterError as error:
        if error.code != DESK_STOPPED:
            raise
        return False
    return True


def _exchange(prepared: Prepared, out: Out, hold: int) -> tuple[Exit, str]:
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
    } | _told(summary.order)
    out.report(values, lambda: [out.texts.text("cli.sync.done", **values)])
    return Exit.ATTENTION if alarms or summary.left else Exit.DONE, summary.order


def _spool(prepared: Prepared, out: Out) -> tuple[Exit, str]:
    alarms: list[str] = []
    desk = prepared.desk
    sent = spool_round(prepared.centre.line, desk.spool.folder, exchange_identity(desk.identity), alarms.append)
    values = {"confirmed": sent.confirmed, "left": sent.left, "alarms": alarms} | _told(sent.order)
    out.report(values, lambda: [out.texts.text("cli.sync.spooled", **values)])
    return Exit.ATTENTION if alarms or sent.left else Exit.DONE, sent.order


def _told(order: str) -> dict[str, str]:
    """What the centre wants of the desk itself, where it wants anything."""
    return {"order": order} if order else {}
