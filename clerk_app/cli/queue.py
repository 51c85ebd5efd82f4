"""``clerk-app queue``: what waits for the centre, what is held or refused, and why."""

from __future__ import annotations

import argparse
from typing import Any

from clerk_app.app.open import prepare
from clerk_app.app.place import find_place
from clerk_app.cli.frame import Exit, Out, add_clerk, add_place, environment, password
from clerk_app.i18n import Texts
from clerk_app.ports.desk_file import ListFilter

MOST = 1000


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments."""
    add_place(parser, texts)
    add_clerk(parser, texts, required=True)


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """List it; the exit code says whether a person is needed."""
    place = find_place({}, environment(), root=arguments.root, demo=arguments.demo_vault)
    prepared = prepare(place)
    try:
        prepared.admit(arguments.user, password(arguments, out.texts))
        stores = prepared.desk.stores
        size, held, stuck = stores.outbox.size(), stores.attention.attention(), stores.uploads.stuck()
        views = stores.requests.page(ListFilter(scope="waiting"), limit=MOST)
        values: dict[str, Any] = {
            "entries": size.entries,
            "bytes": size.bytes,
            "waiting": [{"number": view.number, "mark": view.mark} for view in views],
            "attention": [{"seq": one.seq, "state": one.state, "code": one.code} for one in held],
            "enclosures": [{"seq": one.seq, "held": one.held, "code": one.code} for one in stuck],
        }
        out.report(values, lambda: _lines(values, out.texts))
        return Exit.ATTENTION if held or stuck else Exit.DONE
    finally:
        prepared.close()


def _lines(values: dict[str, Any], texts: Texts) -> list[str]:
    lines = [texts.many("cli.queue.entries", values["entries"])]
    lines += [f"{one['number']}  {texts.text('mark.' + one['mark'])}" for one in values["waiting"]]
    lines += [f"{one['seq']}  {texts.text('mark.' + one['state'])}  {one['code']}" for one in values["attention"]]
    lines += [f"{one['seq']}  {texts.text('cli.queue.enclosure')}  {one['code']}" for one in values["enclosures"]]
    return lines
