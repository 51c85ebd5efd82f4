"""``clerk-app settings``: each effective value and where it came from."""

from __future__ import annotations

import argparse

from clerk_app.app.place import find_place
from clerk_app.cli.frame import Exit, Out, add_place, environment
from clerk_app.i18n import Texts


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments."""
    add_place(parser, texts)


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """List them; bad values are said, and the exit code tells that there are some."""
    place = find_place({}, environment(), root=arguments.root, demo=arguments.demo_vault)
    rows = place.resolved.explain()
    values = {
        "settings": [
            {"name": row.name, "value": row.value, "source": row.source, "where": row.where, "fixed": row.fixed}
            for row in rows
        ],
        "problems": [{"code": problem.code, **problem.params} for problem in place.resolved.problems],
    }
    out.report(values, lambda: [f"{row.name} = {row.value!r}  ({row.source} {row.where})".rstrip() for row in rows])
    for problem in place.resolved.problems:
        out.fail(problem)
    return Exit.USAGE if place.resolved.problems else Exit.DONE
