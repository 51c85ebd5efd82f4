"""Finding a case by the number that stands on paper: the unique one, the desk's provisional one, or the portal's."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_

from clerk_app.central import requests
from clerk_app.central.schema import REQUEST
from clerk_app.contract.cases import PORTAL
from clerk_app.domain import numbers
from clerk_app.domain.errors import Refused


def case_of_number(connection: Connection, municipality: str, number: str) -> Row[Any]:
    """The case, to be changed; raises ``Refused`` (``case_unknown``, ``case_annulled``)."""
    which: ColumnElement[bool]
    if (unique := numbers.parse_unique(number)) is not None:
        which = and_(REQUEST.c.serial == unique.serial, REQUEST.c.year == unique.year)
    elif (given := numbers.parse(number)) is not None:
        which = and_(REQUEST.c.desk == given.desk, REQUEST.c.number == str(given))
    elif (filed := numbers.parse_portal(number)) is not None:
        which = and_(REQUEST.c.desk == PORTAL, REQUEST.c.number == str(filed))
    else:
        raise Refused("case_unknown")
    mine = and_(REQUEST.c.municipality == municipality, which)
    request = connection.execute(requests.held(mine)).one_or_none()
    if request is None:
        raise Refused("case_unknown")
    if request.state == requests.ANNULLED:
        raise Refused("case_annulled")
    return request
