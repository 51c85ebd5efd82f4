"""``clerk-app token-host``: the process in which a card's module is loaded; the program itself starts it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from clerk_app.cli.frame import Exit, Out
from clerk_app.devices.pkcs11_token import Pkcs11Token
from clerk_app.devices.token_host import HeldCard, plain, serve
from clerk_app.i18n import Texts


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """It takes nothing: who started it says the rest."""
    del parser, texts


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """Answer until whoever started it is gone."""
    del arguments, out
    serve(sys.stdin.buffer, sys.stdout.buffer, _token)
    return Exit.DONE


def _token(module: Path, label: str) -> HeldCard:
    return Pkcs11Token(module, label, plain)
