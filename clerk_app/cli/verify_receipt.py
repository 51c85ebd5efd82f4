"""``clerk-app verify-receipt``: say whether the code on a receipt is genuine."""

from __future__ import annotations

import argparse
from pathlib import Path

from clerk_app.actions.receipting import Verifying
from clerk_app.app.centre import centre_of
from clerk_app.app.open import prepare
from clerk_app.app.place import find_place
from clerk_app.app.reference import FetchedReference
from clerk_app.app.secrets import identity_of, secret_of
from clerk_app.cli.frame import Exit, Out, add_clerk, add_place, contents, environment, password
from clerk_app.documents import qr
from clerk_app.domain.errors import Invalid
from clerk_app.domain.receipts import ReceiptCode, Verdict, is_code
from clerk_app.i18n import Texts


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments."""
    add_place(parser, texts)
    add_clerk(parser, texts)
    parser.add_argument("code", nargs="?", metavar="SLT1:…", help=texts.text("cli.verify.code"))
    parser.add_argument("--png", type=Path, metavar="FILE", help=texts.text("cli.verify.png"))


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """Give the verdict; the certificates come from this desk's file, or from the centre."""
    text = _text(arguments)
    place = find_place({}, environment(), root=arguments.root, demo=arguments.demo_vault)
    if arguments.user:
        prepared = prepare(place)
        try:
            prepared.admit(arguments.user, password(arguments, out.texts))
            verdict, code = prepared.desk.actions.verifying.verify(text)
        finally:
            prepared.close()
    else:
        centre = centre_of(identity_of(place, secret_of(place)), place.settings.central_url)
        try:
            verdict, code = Verifying(reference=FetchedReference(centre.files)).verify(text)
        finally:
            centre.close()
    return _tell(verdict, code, out)


def _text(arguments: argparse.Namespace) -> str:
    """What is to be checked; what is no code of a receipt at all was not altered by anybody, and is not called so."""
    found: tuple[str, ...] = (arguments.code or "",)
    if not arguments.code and arguments.png is not None:
        found = qr.read(contents(arguments.png))
    for text in filter(is_code, found):
        return text
    raise Invalid("receipt_code", field="code")


def _tell(verdict: Verdict, code: ReceiptCode | None, out: Out) -> Exit:
    values = {
        "verdict": verdict.value,
        "number": code.number if code else "",
        "desk": code.desk if code else "",
        "service": code.service if code else "",
        "at": code.at if code else 0,
    }
    out.report(values, lambda: [out.texts.text(f"verdict.{verdict.value}"), values["number"] or "—"])  # type: ignore[list-item]
    return Exit.DONE if verdict in {Verdict.GENUINE, Verdict.GENUINE_REVOKED} else Exit.ATTENTION
