"""Who may ask for which record: seeded from the catalogue, revoked by an operator, told to desks as reference data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import msgspec
from sqlalchemy import Connection, and_, bindparam, insert, select, update

from clerk_app.central.audit import note
from clerk_app.central.clock import HOUR, Now
from clerk_app.central.database import Database
from clerk_app.central.ezup.tables import EZUP_GRANT, EZUP_MIXUP, EZUP_OUTAGE
from clerk_app.central.schema import REFERENCE_ITEM
from clerk_app.central.seed_files import toml
from clerk_app.contract import canonical, catalogue
from clerk_app.contract.ezup import EZUP_RULES
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.domain.ezup_datasets import Dataset, EzupRules, Outage

_RULES = select(REFERENCE_ITEM.c.body).where(
    REFERENCE_ITEM.c.municipality == bindparam("municipality"), REFERENCE_ITEM.c.name == EZUP_RULES
)
_GRANT = select(EZUP_GRANT.c.revoked).where(
    EZUP_GRANT.c.municipality == bindparam("municipality"),
    EZUP_GRANT.c.procedure == bindparam("procedure"),
    EZUP_GRANT.c.dataset == bindparam("dataset"),
)
"""Made once: a clerk waits for what is asked before each query, and to make a statement costs more than to run it."""


class Datasets(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``datasets.toml``."""

    datasets: tuple[Dataset, ...]


class MixupSeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A register that answers for another person."""

    dataset: str
    key: str
    answers: str


class RulesSeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``ezup.toml``."""

    valid_hours: int
    keep_payload_days: int
    keep_unattached_days: int
    register_ms: int
    outages: tuple[Outage, ...] = ()
    mixed_up: tuple[MixupSeed, ...] = ()


def seed_ezup(connection: Connection, municipality: str, folder: Path, datasets: Path) -> None:
    """Write the rules of a municipality that has none; grants for what the catalogue names are added each time.

    ``datasets`` is the file of the records that this program knows; without it there is no eZUP.
    """
    path = folder / "ezup.toml"
    if not path.exists() or not datasets.exists():
        return
    read = toml(path, RulesSeed)
    rules = EzupRules(
        datasets=toml(datasets, Datasets).datasets,
        valid_hours=read.valid_hours,
        keep_payload_days=read.keep_payload_days,
        keep_unattached_days=read.keep_unattached_days,
        register_ms=read.register_ms,
        outages=read.outages,
    )
    known = rules_of(connection, municipality)
    if known is None:
        row = {"municipality": municipality, "name": EZUP_RULES, "version": 1, "body": canonical.encode(rules)}
        connection.execute(insert(REFERENCE_ITEM).values(row))
        for one in read.mixed_up:
            connection.execute(insert(EZUP_MIXUP).values(municipality=municipality, **msgspec.structs.asdict(one)))
    grant_catalogue(connection, municipality)


def keep_awake(database: Database, municipality: str) -> None:
    """Take every scheduled outage out of the rules, where work is shown at any hour; desks are told as of any rule."""
    this = and_(REFERENCE_ITEM.c.municipality == municipality, REFERENCE_ITEM.c.name == EZUP_RULES)
    with database.write() as connection:
        rules = rules_of(connection, municipality)
        if rules is not None and rules.outages:
            body = canonical.encode(replace(rules, outages=()))
            values = {"body": body, "version": REFERENCE_ITEM.c.version + 1}
            connection.execute(update(REFERENCE_ITEM).where(this).values(values))


def grant_catalogue(connection: Connection, municipality: str) -> None:
    """Let each procedure ask for the records that its definitions name; what was revoked stays so."""
    if rules_of(connection, municipality) is None:
        return
    mine = EZUP_GRANT.c.municipality == municipality
    known = {
        (row.procedure, row.dataset)
        for row in connection.execute(select(EZUP_GRANT.c.procedure, EZUP_GRANT.c.dataset).where(mine))
    }
    rows = [
        {"municipality": municipality, "procedure": procedure, "dataset": dataset, "given": 0}
        for procedure, dataset in sorted(_named(connection, municipality) - known)
    ]
    if rows:
        connection.execute(insert(EZUP_GRANT), rows)
        _tell(connection, municipality)


def revoke(database: Database, municipality: str, procedure: str, dataset: str, now: Now) -> None:
    """End a grant: desks no longer offer the record, and what was asked meanwhile is denied.

    Raises ``Refused('ezup_not_granted')`` where there is none that stands.
    """
    this = and_(
        EZUP_GRANT.c.municipality == municipality,
        EZUP_GRANT.c.procedure == procedure,
        EZUP_GRANT.c.dataset == dataset,
        EZUP_GRANT.c.revoked.is_(None),
    )
    with database.write() as connection:
        if not connection.execute(update(EZUP_GRANT).where(this).values(revoked=now())).rowcount:
            raise Refused("ezup_not_granted")
        _tell(connection, municipality)
        note(connection, municipality, "ezup_revoked", at=now())


def announce_outage(database: Database, municipality: str, dataset: str, hours: int, now: Now) -> int:
    """A register is away from now on, beside its hours of every week; gives until when (microseconds UTC).

    Raises ``Refused('dataset_unknown')``.
    """
    begins = now()
    with database.write() as connection:
        rules = rules_of(connection, municipality)
        if rules is None or rules.dataset(dataset) is None:
            raise Refused("dataset_unknown")
        away = {"municipality": municipality, "dataset": dataset, "begins": begins, "ends": begins + hours * HOUR}
        connection.execute(insert(EZUP_OUTAGE).values(away))
        note(connection, municipality, "ezup_away", at=begins)
    return begins + hours * HOUR


def grant_of(connection: Connection, municipality: str, procedure: str, dataset: str) -> str:
    """Nothing where a procedure may ask for a record; else why it may not, as a code."""
    named = {"municipality": municipality, "procedure": procedure, "dataset": dataset}
    row = connection.execute(_GRANT, named).one_or_none()
    if row is None:
        return "ezup_not_granted"
    return "" if row.revoked is None else "grant_revoked"


def rules_of(connection: Connection, municipality: str) -> EzupRules | None:
    """The rules as desks have them; none where the municipality does not use eZUP."""
    body = connection.execute(_RULES, {"municipality": municipality}).scalar()
    return canonical.decode(body, EzupRules) if body is not None else None


def _tell(connection: Connection, municipality: str) -> None:
    """Put the grants that stand into the rules that desks are told."""
    rules = rules_of(connection, municipality)
    if rules is None:
        return
    standing = and_(EZUP_GRANT.c.municipality == municipality, EZUP_GRANT.c.revoked.is_(None))
    rows = connection.execute(select(EZUP_GRANT.c.procedure, EZUP_GRANT.c.dataset).where(standing))
    grants = _by_procedure((row.procedure, row.dataset) for row in rows)
    this = and_(REFERENCE_ITEM.c.municipality == municipality, REFERENCE_ITEM.c.name == EZUP_RULES)
    body = canonical.encode(replace(rules, grants=grants))
    connection.execute(update(REFERENCE_ITEM).where(this).values(version=REFERENCE_ITEM.c.version + 1, body=body))


def _by_procedure(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for procedure, dataset in sorted(pairs):
        found[procedure] = (*found.get(procedure, ()), dataset)
    return found


def _named(connection: Connection, municipality: str) -> set[tuple[str, str]]:
    """Every procedure and record that some version of a definition names."""
    asked = and_(REFERENCE_ITEM.c.municipality == municipality, REFERENCE_ITEM.c.name.startswith("service/"))
    found: set[tuple[str, str]] = set()
    for body in connection.execute(select(REFERENCE_ITEM.c.body).where(asked)).scalars():
        try:
            service = catalogue.decode(body)
        except Invalid:  # written by another program
            continue
        found |= {(service.id, proof.dataset) for proof in service.proofs if proof.dataset}
    return found
