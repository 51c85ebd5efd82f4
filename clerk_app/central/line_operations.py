"""The operations of desks: what a person waits for, and the steady work."""

from __future__ import annotations

from clerk_app.central.operations import Operation, parameter
from clerk_app.contract import exchange as paths
from clerk_app.contract.enclosures import LARGEST, OFFSET_HEADER, upload_size
from clerk_app.contract.enrolment import Anchor, EnrolmentAnswer, EnrolmentRequest
from clerk_app.contract.exchange import LONGEST_HOLD, NOTHING_NEW, STREAM_TYPE, Summary
from clerk_app.contract.reference import ReferenceAnswer
from clerk_app.contract.signin import EscrowDeposit, SignInAnswer, SignInRequest

COUNT = {"type": "integer", "minimum": 0, "maximum": 10**18 - 1, "default": 0}
_LENGTH = {"type": "integer", "minimum": upload_size(0), "maximum": upload_size(LARGEST)}
_OFFSET = {
    OFFSET_HEADER: {
        "description": "Bytes that have arrived, or -1 when the upload is complete.",
        "schema": {"type": "integer"},
    }
}
_ENCLOSURE = f"{paths.ENCLOSURES}/{{sha256}}"
_SHA256 = parameter("sha256", "path", {"type": "string", "pattern": "^[0-9a-f]{64}$"})
_UPLOAD = (
    _SHA256,
    parameter(OFFSET_HEADER, "header", {"type": "integer", "minimum": 0, "maximum": 10**15 - 1}),
    parameter("Upload-Length", "header", _LENGTH),
)

OPERATIONS = (
    Operation(
        method="get",
        path=paths.ANCHOR,
        summary="The centre's public keys and CA",
        caller="anyone",
        gives=Anchor,
        says="The anchor.",
    ),
    Operation(
        method="post",
        path=paths.ENROLMENTS,
        summary="Become a desk by a one-time code",
        caller="anyone",
        takes=EnrolmentRequest,
        gives=EnrolmentAnswer,
        says="The new desk.",
        status=201,
    ),
    Operation(
        method="post",
        path=paths.SIGN_INS,
        summary="Sign a clerk in",
        takes=SignInRequest,
        gives=SignInAnswer,
        says="A grant, and the key if wanted.",
    ),
    *(
        Operation(
            method=method,
            path=paths.ESCROW,
            summary="Leave the desk's database key in escrow",
            takes=EscrowDeposit,
            status=204,
        )
        for method in ("post", "put")
    ),
    Operation(
        method="post",
        path=paths.EXCHANGE,
        summary="Send parcels back to back, each preceded by its length in 4 bytes; each is committed as it arrives",
        caller="carrier",
        takes=STREAM_TYPE,
        needed=False,  # nothing at all is how a desk asks whether the line is there
        gives=Summary,
        says="What became of each parcel.",
    ),
    Operation(
        method="get",
        path=paths.ANSWERS,
        summary="Hear the centre",
        gives=STREAM_TYPE,
        says="Signed, sealed answers, each preceded by its length in 4 bytes.",
        parameters=(
            parameter("position", "query", COUNT, "How far of the feed the desk has heard."),
            parameter("have", "query", COUNT, "Sending numbers known to have arrived."),
            parameter("hold", "query", {**COUNT, "maximum": LONGEST_HOLD}, "Seconds."),
            parameter(paths.LINK, "query", {"type": "string"}, "What the desk tells of its line: see parcel.md."),
            parameter(
                "reference",
                "query",
                COUNT,
                "How far the reference data have come, plus the generation of the office's key, as told last.",
            ),
        ),
        or_else={NOTHING_NEW: "Nothing is new; only to a desk that says what it was told of reference data and key."},
    ),
    Operation(
        method="get",
        path=paths.REFERENCE,
        summary="All reference data",
        gives=ReferenceAnswer,
        says="Signed items.",
    ),
    Operation(
        method="post",
        path=paths.REFERENCE,
        summary="Reference data newer than the versions given by name",
        takes={"type": "object", "additionalProperties": {"type": "integer"}},
        gives=ReferenceAnswer,
        says="Signed items.",
    ),
    Operation(
        method="head",
        path=_ENCLOSURE,
        summary="How much of an upload has arrived",
        says="The offset to go on from.",
        status=204,
        parameters=(_SHA256,),
        headers=_OFFSET,
    ),
    *(
        Operation(
            method=method,
            path=_ENCLOSURE,
            summary="Go on with an upload",
            takes="application/octet-stream",
            needed=False,
            says="The offset to go on from.",
            status=204,
            parameters=_UPLOAD,
            headers=_OFFSET,
        )
        for method in ("patch", "put")
    ),
    Operation(
        method="post",
        path=paths.WIPED,
        summary="Say that this desk, which was told to wipe itself, has no keys any more",
        status=204,
        problems={403: "desk_not_stopped"},
    ),
    Operation(
        method="get",
        path=paths.HEALTH,
        summary="Whether the centre works",
        caller="anyone",
        gives={"type": "object", "properties": {"now": {"type": "integer"}}, "required": ["now"]},
        says="It does; its clock in microseconds UTC.",
    ),
)
