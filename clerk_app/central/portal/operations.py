"""The operations of the portal, for citizens."""

from __future__ import annotations

from clerk_app.central.operations import Operation, parameter
from clerk_app.contract import portal as wire
from clerk_app.domain.catalogue import Service

_NUMBER = parameter("number", "path", {"type": "string", "maxLength": 20}, "The portal's number of a filing.")
_BEFORE = parameter("before", "query", {"type": "string", "maxLength": 20}, "The last number that was seen.")
_SERVICE = parameter("service", "path", {"type": "string", "maxLength": 80}, "The id of a service.")
_NOT_LET_IN = {401: "`unauthenticated`: no token, or one that has lapsed."}
_UNKNOWN = {404: "`filing_unknown`: nothing of this account's."}
_WRONG = {413: "`too_large`.", 422: "`malformed`."}
_OVER = "`case_finished`: it is at its end."

OPERATIONS = (
    Operation(
        method="post",
        path=wire.SESSIONS,
        summary="A session against a citizen's password",
        caller="anyone",
        takes=wire.SessionRequest,
        gives=wire.Session,
        says="The token, and when it lapses.",
        status=201,
        problems={403: "`password_wrong`.", 429: "`password_wait`: tried too often.", **_WRONG},
    ),
    Operation(
        method="get",
        path=wire.SERVICES,
        summary="The services that can be filed online",
        caller="anyone",
        gives=wire.OfferedServices,
        says="All of them.",
    ),
    Operation(
        method="get",
        path=wire.SERVICES + "/{service}",
        summary="The definition of a service",
        caller="anyone",
        gives=Service,
        says="Its newest version.",
        parameters=(_SERVICE,),
        problems={404: "`service_unknown`."},
    ),
    Operation(
        method="get",
        path=wire.FILINGS,
        summary="One's own filings, newest first",
        caller="client",
        gives=wire.Filings,
        says="At most 50 at a time.",
        parameters=(_BEFORE,),
        problems=_NOT_LET_IN | _UNKNOWN,
    ),
    Operation(
        method="post",
        path=wire.FILINGS,
        summary="File a request; it is never refused for what stands in it",
        caller="client",
        takes=wire.Filing,
        gives=wire.Filed,
        says="It is filed: the confirmation, with the text of its QR.",
        status=201,
        problems=_NOT_LET_IN
        | {404: "`service_unknown`.", 409: "`idempotency_conflict`: another filing under the same key."}
        | _WRONG,
    ),
    Operation(
        method="get",
        path=wire.FILING,
        summary="One's own filing with its history",
        caller="client",
        gives=wire.Filed,
        says="How it stands.",
        parameters=(_NUMBER,),
        problems=_NOT_LET_IN | _UNKNOWN,
    ),
    Operation(
        method="post",
        path=wire.FILING + "/payment",
        summary="A test payment: nothing is paid in fact",
        caller="client",
        takes=wire.Pay,
        gives=wire.Filed,
        says="How it stands.",
        parameters=(_NUMBER,),
        problems=_NOT_LET_IN | _UNKNOWN | {409: f"`nothing_to_pay`, or {_OVER}"} | _WRONG,
    ),
    Operation(
        method="post",
        path=wire.FILING + "/supplement",
        summary="Answer a call to supplement",
        caller="client",
        takes=wire.Supplement,
        gives=wire.Filed,
        says="How it stands.",
        parameters=(_NUMBER,),
        problems=_NOT_LET_IN
        | _UNKNOWN
        | {409: f"`not_called`: nothing is asked for; `supplement_not_taken`; or {_OVER}"}
        | _WRONG
        | {422: "`malformed`, `nothing_brought`."},
    ),
    Operation(
        method="post",
        path=wire.FILING + "/withdrawal",
        summary="Give a filing up",
        caller="client",
        takes=wire.Withdrawal,
        gives=wire.Filed,
        says="How it stands; the handler ends the case.",
        parameters=(_NUMBER,),
        problems=_NOT_LET_IN | _UNKNOWN | {409: _OVER} | _WRONG,
    ),
)
