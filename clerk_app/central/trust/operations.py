"""The operations of the centre's test authority, in the forms of their standards."""

from __future__ import annotations

from clerk_app.central.operations import Operation
from clerk_app.contract.trust import OCSP, OCSP_REPLY, OCSP_REQUEST, STAMP_REPLY, STAMP_REQUEST, TSA

OPERATIONS = (
    Operation(
        method="post",
        path=TSA,
        caller="anyone",
        summary="A time stamp of the test authority (RFC 3161)",
        takes=STAMP_REQUEST,
        needed=False,
        gives=STAMP_REPLY,
        says="TimeStampResp; what is no request is refused inside it.",
    ),
    Operation(
        method="post",
        path=OCSP,
        caller="anyone",
        summary="Whether a certificate of the test authority holds (RFC 6960)",
        takes=OCSP_REQUEST,
        needed=False,
        gives=OCSP_REPLY,
        says="OCSPResponse; what is no request is refused inside it.",
    ),
)
