"""``clerk-app proxy-password``: keep the password for the proxy on the keyring."""

from __future__ import annotations

import argparse

from clerk_app.app.place import find_place
from clerk_app.cli.frame import Exit, Out, add_place, environment, password
from clerk_app.i18n import Texts
from clerk_app.settings.proxy_secret import ProxySecret


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments; the password itself is asked for, or comes by standard input."""
    add_place(parser, texts)
    parser.add_argument("--password-stdin", action="store_true", help=texts.text("cli.password_stdin"))


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """Keep it; who signs in with it is the setting ``proxy_user``."""
    place = find_place({}, environment(), root=arguments.root, demo=arguments.demo_vault)
    ProxySecret(place.paths.vault_account).write(password(arguments, out.texts))
    out.report({"kept": True}, lambda: [out.texts.text("cli.proxy_password.kept")])
    return Exit.DONE
