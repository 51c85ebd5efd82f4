"""The test authority of the reference central: where it stamps and answers about certificates, and in what form."""

from __future__ import annotations

TSA = "/v1/trust/tsa"
OCSP = "/v1/trust/ocsp"

STAMP_REQUEST = "application/timestamp-query"
STAMP_REPLY = "application/timestamp-reply"
OCSP_REQUEST = "application/ocsp-request"
OCSP_REPLY = "application/ocsp-response"
