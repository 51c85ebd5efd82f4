"""Publishing services: new versions become reference items; a version that is there is never another thing later."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sqlalchemy import Connection, and_, insert, select

from clerk_app import log
from clerk_app.central.database import Database
from clerk_app.central.ezup.rules import grant_catalogue
from clerk_app.central.postgresql import alone
from clerk_app.central.schema import REFERENCE_ITEM
from clerk_app.contract import catalogue
from clerk_app.contract.catalogue_folder import Loaded, Refused
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import Invalid

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Published:
    """Names of the items that are new, names of those that were there, and what was refused."""

    new: tuple[str, ...]
    known: tuple[str, ...]
    refused: tuple[Refused, ...]


def publish(database: Database, municipality: str, loaded: Loaded) -> Published:
    """Take the services into a centre, all in one commit; what is refused is told and logged, and stops no other."""
    with database.write() as connection:
        alone(connection, "seed")
        published = publish_in(connection, municipality, loaded)
        grant_catalogue(connection, municipality)
        return published


def publish_in(connection: Connection, municipality: str, loaded: Loaded) -> Published:
    """The same inside a transaction that has the table for itself."""
    new, known, refused = [], [], list(loaded.refused)
    for file, service in loaded.services.items():
        name = catalogue.item_name(service)
        body = _body_of(connection, municipality, name)
        if body is None:
            row = {"municipality": municipality, "name": name, "version": service.version}
            connection.execute(insert(REFERENCE_ITEM).values(**row, body=catalogue.encode(service)))
            new.append(name)
        elif _says(body, service):
            known.append(name)
        else:
            refused.append(Refused(file, "version", "version_taken"))
    for one in refused:
        log.event(_LOG, "central.service_refused", level=logging.WARNING, file=one.file, path=one.path, code=one.code)
    return Published(tuple(new), tuple(known), tuple(refused))


def _body_of(connection: Connection, municipality: str, name: str) -> bytes | None:
    asked = and_(REFERENCE_ITEM.c.municipality == municipality, REFERENCE_ITEM.c.name == name)
    body: bytes | None = connection.execute(select(REFERENCE_ITEM.c.body).where(asked)).scalar()
    return body


def _says(body: bytes, service: Service) -> bool:
    """Whether a stored definition means this one; bytes alone may differ by keys that an older program had not."""
    try:
        return catalogue.decode(body) == service
    except Invalid:
        return False
