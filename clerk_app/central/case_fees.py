"""What a changed form makes of a fee that was charged: computed anew, by the definition that the request names."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row

from clerk_app.central import requests
from clerk_app.central.ledger import received_of
from clerk_app.contract import canonical
from clerk_app.domain import fees
from clerk_app.domain.bodies import FormValues, RequestReceived
from clerk_app.domain.catalogue import Service


def fee_changed(
    connection: Connection, request: Row[Any], service: Service | None, received: RequestReceived | None = None
) -> list[dict[str, str]]:
    """The finding that by the form as it stands the fee would be another than was charged; none where it would not.

    ``received`` is what the request said, where its body is not kept yet. No order is changed: its slip is out.
    """
    told = received or received_of(connection, request)
    if told is None or service is None:
        return []
    form = canonical.decode(requests.reread(connection, request).form.encode(), FormValues)
    found = fees.changed(service, told.fee, form, day=told.received_local[:10], before=told.form)
    return [{"code": found.code, "where": found.where, **found.params}] if found is not None else []
