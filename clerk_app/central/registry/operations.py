"""The operations of the registry, for programs that take no part in the exchange."""

from __future__ import annotations

from clerk_app.central.operations import Operation, parameter
from clerk_app.contract import registry as wire

_NUMBER = parameter(
    "number",
    "path",
    {"type": "string", "pattern": wire.NUMBER_PATTERN},
    "A unique submission number: nine digits of the serial, four of the year.",
    "0000000012026",
)
_KEY = parameter(
    wire.KEY_HEADER,
    "header",
    {"type": "string", "pattern": wire.KEY_PATTERN},
    "Chosen by the caller, one for each submission, and kept as long as the case: the same submission under the same "
    "key is answered as the first time. Values are compared, not spaces or the order of fields.",
    "pisarnica-2026-000117",
)
_BEGIN = parameter("from", "query", {"type": "integer", "minimum": 0, "maximum": 10**9 - 1, "default": 0})
_NOT_LET_IN = {401: "`unauthenticated`: no token, or one that has lapsed.", 403: "`not_permitted`: of another body."}
_UNKNOWN = {404: "`case_unknown`: nobody has this number."}

OPERATIONS = (
    Operation(
        method="post",
        path=wire.TOKENS,
        summary="A bearer token for a client and its secret, good for half an hour",
        caller="anyone",
        takes=wire.TokenRequest,
        gives=wire.Token,
        says="The token, and when it lapses.",
        problems={401: "`unauthenticated`: not that client's secret.", 429: "`password_wait`: tried too often."},
    ),
    Operation(
        method="post",
        path=wire.SUBMISSION_NUMBERS,
        summary="Form a unique submission number",
        caller="client",
        takes=wire.Submission,
        example={
            "body": "primerovo",
            "procedure": "RAP-0101",
            "received_at": "2026-09-21T16:26:40+02:00",
            "classification": "351",
            "unit": "Одељење за урбанизам",
            "reference": "351-117/2026",
        },
        gives=wire.SubmissionNumber,
        says="The number; the same again for the same key.",
        status=201,
        parameters=(_KEY,),
        headers={"Location": {"description": "The status history.", "schema": {"type": "string"}}},
        problems=_NOT_LET_IN
        | {
            409: "`idempotency_conflict`: another submission under the same key.",
            503: "`number_waits`: kept, but not numbered yet; ask again with the same key.",
        },
    ),
    Operation(
        method="put",
        path=wire.CASE_STATUS,
        summary="Update the status of a case",
        caller="client",
        takes=wire.StatusUpdate,
        example={"event": "117-3", "state": "u_radu", "at": "2026-09-22T09:00:00+02:00", "note": "узето у рад"},
        gives=wire.CaseStatus,
        says="How the case stands now. An update older than that is kept in the history alone; a time that has not "
        "come yet counts as the moment at which it was told.",
        parameters=(_NUMBER,),
        problems=_NOT_LET_IN
        | _UNKNOWN
        | {
            409: "`transition_impossible`, `case_annulled`, or `idempotency_conflict`: another update under the event.",
            422: "`state_unknown`, `malformed`.",
        },
    ),
    Operation(
        method="get",
        path=wire.STATUS_HISTORY,
        summary="View the history of a case's statuses",
        caller="client",
        gives=wire.StatusHistory,
        says=f"Its steps in the order of their times, {wire.MOST_STEPS} at a time.",
        parameters=(_NUMBER, _BEGIN),
        problems=_NOT_LET_IN | _UNKNOWN,
    ),
    Operation(
        method="get",
        path=wire.RECEIPT,
        summary="The receipt of a submission as data",
        caller="client",
        gives=wire.SealedReceipt,
        says="What a confirmation of receipt has to say, under the centre's seal.",
        parameters=(_NUMBER,),
        problems=_NOT_LET_IN | _UNKNOWN,
    ),
)
