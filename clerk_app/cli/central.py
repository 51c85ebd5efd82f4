"""``clerk-app central``: serve the reference central, print enrolment codes, take the spool of a dead desk."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from clerk_app.app.resources import resources_folder
from clerk_app.central.app import Parts
from clerk_app.central.database import folder_beside, without_password
from clerk_app.central.lists_csv import rows_of
from clerk_app.central.lists_loading import load
from clerk_app.central.server import CentralSettings, open_parts, serve
from clerk_app.central.spool_import import import_spool
from clerk_app.cli.frame import Exit, Out, contents
from clerk_app.domain.errors import Invalid
from clerk_app.i18n import Texts

ACTIONS = ("serve", "code", "import", "list")


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments of all three."""
    text = texts.text
    parser.add_argument("action", nargs="?", default="serve", choices=ACTIONS, help=text("cli.central.action"))
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help=text("cli.central.folder"))
    parser.add_argument("--listen", default="127.0.0.1:8443", metavar="HOST:PORT", help=text("cli.central.listen"))
    parser.add_argument("--database", default="sqlite:///central.db", metavar="URL", help=text("cli.central.database"))
    parser.add_argument("--files", type=Path, metavar="DIR", help=text("cli.central.files"))
    parser.add_argument("--seed", metavar="NAME", help=text("cli.central.seed"))
    parser.add_argument("--name", action="append", default=[], metavar="HOST", help=text("cli.central.name"))
    parser.add_argument("--plain-http", action="store_true", help=text("cli.central.plain_http"))
    parser.add_argument("--operator-password-file", type=Path, metavar="FILE", help=text("cli.central.operator"))
    parser.add_argument("--code", action="append", default=[], metavar="OFFICE/COUNTER", help=text("cli.central.code"))


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """Serve until a signal, or do the one thing that was asked."""
    settings = _settings(arguments, out)
    wanted = tuple(_place(text) for text in arguments.code)
    if arguments.action == "serve":
        return Exit(serve(settings, wanted))
    parts = open_parts(settings)
    try:
        if arguments.action == "import":
            return _import(arguments.folder, parts, out)
        if arguments.action == "list":
            return _list(arguments.folder, parts, out)
        places = wanted or tuple(parts.enrolment.places()[:1])
        codes = [
            {"office": office, "counter": counter, "code": parts.enrolment.make_code(office, counter)}
            for office, counter in places
        ]
        out.report({"codes": codes}, lambda: [f"{one['office']}/{one['counter']}: {one['code']}" for one in codes])
        return Exit.DONE
    finally:
        parts.database.close()


def _settings(arguments: argparse.Namespace, out: Out) -> CentralSettings:
    resources = resources_folder()
    password = arguments.operator_password_file
    database_url = without_password(arguments.database)
    unused = Path()  # codes and imports touch no enclosure
    files = arguments.files or (folder_beside(database_url) if arguments.action == "serve" else unused)
    return CentralSettings(
        listen=arguments.listen,
        database_url=database_url,
        files=files,
        texts=out.texts,
        seed=resources / "seed" / arguments.seed if arguments.seed else None,
        services=resources / "catalogue" if arguments.seed else None,
        plain_http=arguments.plain_http,
        names=tuple(arguments.name),
        operator_password=contents(password).decode("utf-8", "replace").strip() if password else "",
    )


def _place(text: str) -> tuple[str, str]:
    office, slash, counter = text.partition("/")
    if not slash or not office or not counter:
        raise Invalid("office_counter", field="code")
    return office, counter


def _list(file: Path | None, parts: Parts, out: Out) -> Exit:
    """Load a list from a CSV file; it is called what the file is called."""
    if file is None or not file.is_file():
        raise Invalid("file_missing", field="file")
    values = asdict(load(parts.database, parts.keys.municipality, file.stem, rows_of(file))) | {"list": file.stem}
    out.report(values, lambda: [out.texts.text("cli.central.listed", **values)])
    return Exit.DONE


def _import(folder: Path | None, parts: Parts, out: Out) -> Exit:
    if folder is None or not folder.is_dir():
        raise Invalid("folder_missing", field="folder")
    report = import_spool(folder, parts)
    values = asdict(report)
    failed = [f"{name}: {code}" for name, code in report.failed]
    out.report(values, lambda: [out.texts.text("cli.central.imported", **values), *failed])
    return Exit.ATTENTION if report.refused or report.held or report.failed else Exit.DONE
