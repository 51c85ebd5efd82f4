"""``clerk-app verify-document``: say what the signatures on a PDF are worth, by whom this computer trusts."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from clerk_app.app.place import Place, find_place
from clerk_app.app.signing import signatures_of
from clerk_app.cli.frame import Exit, Out, add_place, contents, environment
from clerk_app.domain.signatures import SignatureVerdict, worst
from clerk_app.i18n import Texts
from clerk_app.ui.acts.words import verdict_line


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments."""
    add_place(parser, texts)
    parser.add_argument("file", type=Path, metavar="FILE", help=texts.text("cli.verify_document.file"))


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """Give a verdict on each signature; raises ``Invalid`` for what is no whole PDF."""
    place = find_place({}, environment(), root=arguments.root, demo=arguments.demo_vault)
    verdicts = signatures_of(place).validate.validate(contents(arguments.file), place.clock.now().timestamp())
    told = [asdict(verdict) | {"code": verdict.code} for verdict in verdicts]
    out.report({"verdict": worst(verdicts), "signatures": told}, lambda: _lines(verdicts, out.texts, place))
    stand = bool(verdicts) and all(verdict.stands for verdict in verdicts)
    return Exit.DONE if stand else Exit.ATTENTION


def _lines(verdicts: tuple[SignatureVerdict, ...], texts: Texts, place: Place) -> list[str]:
    if not verdicts:
        return [texts.text("signature.none")]
    said = [verdict_line(verdict, texts, place.clock.local().tzinfo) for verdict in verdicts]
    return [line for one in said for line in (one.title.replace("**", ""), f"  {one.more}")]
