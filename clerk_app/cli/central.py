"""``clerk-app central``: serve the reference central, print enrolment codes, take a dead desk's spool, new services.

Also: let operators in and out, let somebody else's program speak to the registry, put a document to a case.
"""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from clerk_app.app.resources import resources_folder
from clerk_app.central.app import Parts
from clerk_app.central.clock import ScriptedClock, local, moment, now
from clerk_app.central.database import folder_beside, without_password
from clerk_app.central.delivery.documents import Outcome
from clerk_app.central.ezup.rules import announce_outage, revoke
from clerk_app.central.lists.from_csv import rows_of
from clerk_app.central.lists.loading import load
from clerk_app.central.operator.accounts import ROLES
from clerk_app.central.publishing import publish
from clerk_app.central.server import CentralSettings, open_parts, serve
from clerk_app.central.spool_import import import_spool
from clerk_app.cli.catalogue import refusals
from clerk_app.cli.central_bundle import take_sticks
from clerk_app.cli.frame import Exit, Out, contents, password
from clerk_app.contract.catalogue_folder import load_folder
from clerk_app.contract.payments import PaymentReport
from clerk_app.domain import money
from clerk_app.domain.errors import Invalid
from clerk_app.i18n import Texts

_WITH_FILES = frozenset({"serve", "bundle"})
_LONGEST_AWAY = 31 * 24
ACTIONS = (
    "serve",
    "code",
    "import",
    "publish",
    "list",
    "client",
    "revoke",
    "away",
    "pay",
    "deliver-document",
    "bundle",
    "operator",
    "relay",
    "relay-revoke",
)


def configure(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments of all of them."""
    text = texts.text
    parser.add_argument("action", nargs="?", default="serve", choices=ACTIONS, help=text("cli.central.action"))
    parser.add_argument("named", nargs="?", default="", metavar="DIR|NAME", help=text("cli.central.named"))
    parser.add_argument("amount", nargs="?", default="", metavar="AMOUNT", help=text("cli.central.amount"))
    parser.add_argument("--body", default="", metavar="BODY", help=text("cli.central.body"))
    parser.add_argument("--listen", default="127.0.0.1:8443", metavar="HOST:PORT", help=text("cli.central.listen"))
    parser.add_argument("--database", default="sqlite:///central.db", metavar="URL", help=text("cli.central.database"))
    parser.add_argument("--files", type=Path, metavar="DIR", help=text("cli.central.files"))
    parser.add_argument("--seed", metavar="NAME", help=text("cli.central.seed"))
    parser.add_argument("--municipality", default="", metavar="CODE", help=text("cli.central.municipality"))
    parser.add_argument("--seed-cases", action="store_true", help=text("cli.central.seed_cases"))
    parser.add_argument("--clock", metavar="MOMENT", help=text("cli.central.clock"))
    parser.add_argument("--name", action="append", default=[], metavar="HOST", help=text("cli.central.name"))
    parser.add_argument("--plain-http", action="store_true", help=text("cli.central.plain_http"))
    parser.add_argument("--metrics-token-file", type=Path, metavar="FILE", help=text("cli.central.metrics"))
    parser.add_argument("--role", default="", choices=("", *ROLES), help=text("cli.central.role"))
    parser.add_argument("--password-stdin", action="store_true", help=text("cli.password_stdin"))
    parser.add_argument("--case", default="", metavar="NUMBER", help=text("cli.central.case"))
    parser.add_argument("--title", default="", metavar="TITLE", help=text("cli.central.title"))
    parser.add_argument("--kind", default="decision", metavar="KIND", help=text("cli.central.kind"))
    parser.add_argument("--state", default="", metavar="STATE", help=text("cli.central.state"))
    parser.add_argument("--by", default="", metavar="BODY", help=text("cli.central.by"))
    parser.add_argument("--out", type=Path, metavar="DIR", help=text("cli.central.out"))
    parser.add_argument("--code", action="append", default=[], metavar="OFFICE/COUNTER", help=text("cli.central.code"))


def run(arguments: argparse.Namespace, out: Out) -> Exit:
    """Serve until a signal, or do the one thing that was asked."""
    settings = _settings(arguments, out)
    wanted = tuple(_place(text) for text in arguments.code)
    if arguments.action == "serve":
        return Exit(serve(settings, wanted))
    parts = open_parts(settings)
    try:
        does: dict[str, Callable[[], Exit]] = {
            "code": lambda: _codes(wanted, parts, out),
            "import": lambda: _import(_folder(arguments), parts, out),
            "publish": lambda: _publish(_folder(arguments), parts, out),
            "list": lambda: _list(_folder(arguments), parts, out),
            "client": lambda: _client(arguments.named, arguments.body, parts, out),
            "revoke": lambda: _revoke(arguments.named, parts, out),
            "away": lambda: _away(arguments.named, arguments.amount, parts, out),
            "pay": lambda: _pay(arguments.named, arguments.amount, parts, out),
            "relay": lambda: _relay_code(arguments.named, parts, out),
            "relay-revoke": lambda: _relay_revoke(arguments.named, parts, out),
            "deliver-document": lambda: _deliver(arguments, parts, out),
            "bundle": lambda: take_sticks(_folder(arguments), arguments.out, parts, out),
            "operator": lambda: _operator(arguments, parts, out),
        }
        return does[arguments.action]()
    finally:
        parts.database.close()


def _codes(wanted: tuple[tuple[str, str], ...], parts: Parts, out: Out) -> Exit:
    """Print enrolment codes for these counters, or for the first there is."""
    places = wanted or tuple(parts.enrolment.places()[:1])
    codes = [
        {"office": office, "counter": counter, "code": parts.enrolment.make_code(office, counter)}
        for office, counter in places
    ]
    out.report({"codes": codes}, lambda: [f"{one['office']}/{one['counter']}: {one['code']}" for one in codes])
    return Exit.DONE


def _relay_code(office: str, parts: Parts, out: Out) -> Exit:
    """Print a code for one relay of an office."""
    values = {"office": office, "code": parts.relays.make_code(office)}
    out.report(values, lambda: [f"{office}: {values['code']}"])
    return Exit.DONE


def _relay_revoke(name: str, parts: Parts, out: Out) -> Exit:
    """From now on a relay is not heard; the desks of its office get another key."""
    parts.relays.revoke(name)
    out.report({"relay": name}, lambda: [out.texts.text("cli.central.relay_revoked", relay=name)])
    return Exit.DONE


def _settings(arguments: argparse.Namespace, out: Out) -> CentralSettings:
    resources = resources_folder()
    token = arguments.metrics_token_file
    database_url = without_password(arguments.database)
    unused = Path()  # codes and the spool touch no enclosure
    files = arguments.files or (folder_beside(database_url) if arguments.action in _WITH_FILES else unused)
    return CentralSettings(
        listen=arguments.listen,
        database_url=database_url,
        files=files,
        wire=resources / "wire",
        texts=out.texts,
        seed=resources / "seed" / arguments.seed if arguments.seed else None,
        services=resources / "catalogue" if arguments.seed else None,
        municipality=arguments.municipality,
        seed_cases=arguments.seed_cases,
        plain_http=arguments.plain_http,
        names=tuple(arguments.name),
        now=ScriptedClock(moment(arguments.clock)) if arguments.clock else now,
        themes=resources / "themes",
        metrics_token=contents(token).decode("utf-8", "replace").strip() if token else "",
    )


def _place(text: str) -> tuple[str, str]:
    office, slash, counter = text.partition("/")
    if not slash or not office or not counter:
        raise Invalid("office_counter", field="code")
    return office, counter


def _folder(arguments: argparse.Namespace) -> Path | None:
    return Path(arguments.named) if arguments.named else None


def _client(name: str, body: str, parts: Parts, out: Out) -> Exit:
    """Print the secret of a new client, or another for one that is there: it is told this once."""
    secret = parts.clients.make(name, body)
    values = {"client": name, "secret": secret}
    out.report(values, lambda: [out.texts.text("cli.central.client", **values)])
    return Exit.DONE


def _operator(arguments: argparse.Namespace, parts: Parts, out: Out) -> Exit:
    """``operator add NAME``: somebody who may see the fleet, or a new password for them; the first administers.

    ``operator end NAME`` shuts one out. The password is asked for, or read from standard input.
    """
    does, name = arguments.named, arguments.amount
    if does not in ("add", "end"):
        raise Invalid("operator_action", field="named")
    values = {"operator": name}
    if does == "end":
        parts.operators.end(name, actor="")
    else:
        known = {one.name: one.role for one in parts.operators.all()}
        role = arguments.role or known.get(name, ROLES[0] if known else ROLES[-1])
        parts.operators.add(name, password(arguments, out.texts), role)
        values["role"] = role
    out.report(values, lambda: [out.texts.text(f"cli.central.operator.{does}", **values)])
    return Exit.DONE


def _revoke(grant: str, parts: Parts, out: Out) -> Exit:
    """End a procedure's access to a record: ``SERVICE/RECORD``; desks hear of it with their next exchange."""
    procedure, slash, dataset = grant.rpartition("/")
    if not slash or not procedure or not dataset:
        raise Invalid("service_record", field="named")
    revoke(parts.database, parts.keys.municipality, procedure, dataset, parts.now)
    values = {"service": procedure, "record": dataset}
    out.report(values, lambda: [out.texts.text("cli.central.revoked", **values)])
    return Exit.DONE


def _away(dataset: str, hours: str, parts: Parts, out: Out) -> Exit:
    """Say that a register is away for some hours from now; whoever asks it meanwhile is told so and asks again."""
    if not hours.isascii() or not hours.isdigit() or not 0 < int(hours) <= _LONGEST_AWAY:
        raise Invalid("hours_wrong", field="amount")
    until = announce_outage(parts.database, parts.keys.municipality, dataset, int(hours), parts.now)
    values = {"record": dataset, "until": f"{local(until):%d.%m.%Y. %H:%M}"}
    out.report(values, lambda: [out.texts.text("cli.central.away", **values)])
    return Exit.DONE


def _pay(named: str, amount: str, parts: Parts, out: Out) -> Exit:
    """Report a payment by an order or a reference, as the bank would: for the demonstration; no money moves."""
    para = money.parse(amount)
    if not named or para is None:
        raise Invalid("amount_wrong" if named else "order_unknown", field="amount")
    told = PaymentReport(
        id=f"operator-{secrets.token_hex(8)}",
        kind="paid",
        amount=para,
        booked=local(parts.now()).date().isoformat(),
        order=named,
    )
    taken = parts.payments.report("operator", told)
    values = {"order": taken.order or named, "outcome": taken.outcome, "amount": money.shown(para)}
    out.report(values, lambda: [out.texts.text(f"cli.central.paid.{taken.outcome}", **values)])
    return Exit.DONE if taken.outcome in {"taken", "late"} else Exit.ATTENTION


def _deliver(arguments: argparse.Namespace, parts: Parts, out: Out) -> Exit:
    """Put a PDF to a case, as whoever works on it elsewhere would; a running centre's desks hear of it."""
    file = _folder(arguments)
    if file is None or not file.is_file():
        raise Invalid("file_missing", field="file")
    outcome = Outcome(
        number=arguments.case,
        title=arguments.title or file.stem,
        kind=arguments.kind,
        pdf=file.read_bytes(),
        by=arguments.by,
        state=arguments.state,
    )
    values = {"document": parts.documents.put(outcome), "case": arguments.case}
    out.report(values, lambda: [out.texts.text("cli.central.delivered", **values)])
    return Exit.DONE


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


def _publish(folder: Path | None, parts: Parts, out: Out) -> Exit:
    if folder is None or not folder.is_dir():
        raise Invalid("folder_missing", field="folder")
    published = publish(parts.database, parts.keys.municipality, load_folder(folder))
    values: dict[str, list[Any]] = {
        "new": list(published.new),
        "known": list(published.known),
        "refused": [asdict(refused) for refused in published.refused],
    }
    counts = {name: len(found) for name, found in values.items()}
    lines = [*published.new, out.texts.text("cli.central.published", **counts), *refusals(published.refused, out)]
    out.report(values, lambda: lines)
    return Exit.ATTENTION if published.refused else Exit.DONE
