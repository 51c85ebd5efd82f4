"""The operations of office relays, and of the key of an office."""

from __future__ import annotations

from clerk_app.central.line_operations import COUNT
from clerk_app.central.operations import Operation, parameter
from clerk_app.contract import relay
from clerk_app.contract.exchange import STREAM_TYPE

_NUMBER = {"schema": {"type": "integer"}}

OPERATIONS = (
    Operation(
        method="post",
        path=relay.OFFICE_KEY,
        summary="The newest key of the desk's office, for exchange by a relay",
        gives=relay.OfficeKeyAnswer,
        says="The key, sealed to the desk and signed.",
        problems={403: "desk_fenced", 404: "office_key_none"},
    ),
    Operation(
        method="post",
        path=relay.ENROLMENTS,
        summary="Become a relay by a one-time code",
        caller="anyone",
        takes=relay.RelayEnrolmentRequest,
        gives=relay.RelayEnrolmentAnswer,
        says="The new relay.",
        status=201,
    ),
    Operation(
        method="get",
        path=relay.KEY,
        summary="What a relay needs to know desks by",
        caller="relay",
        gives=relay.RelayKey,
        says="The key of the proofs, and the desks of the office.",
        problems={401: "relay_unknown, relay_revoked, desk_proof"},
    ),
    Operation(
        method="get",
        path=relay.ANSWERS,
        summary="Fetch an answer for a desk of the relay's office",
        caller="relay",
        gives=STREAM_TYPE,
        says="One signed answer, sealed to the desk, preceded by its length in 4 bytes.",
        parameters=(
            parameter("desk", "query", {"type": "string"}, "The desk's code."),
            parameter("position", "query", COUNT, "How far of the feed the desk has heard."),
            parameter("have", "query", COUNT, "Sending numbers known to have arrived."),
        ),
        headers={
            relay.POSITION_HEADER: {"description": "How far of the feed the answer goes.", **_NUMBER},
            relay.HAVE_HEADER: {"description": "`have` of the answer.", **_NUMBER},
            relay.MORE_HEADER: {"description": "1 when there is more to ask for at once.", **_NUMBER},
        },
        problems={401: "relay_unknown, relay_revoked, desk_proof, desk_unknown", 403: "desk_elsewhere"},
    ),
)
