"""The operations of the test authority are those that it serves, in the media types of their standards."""

from __future__ import annotations

from clerk_app.central.trust.operations import OPERATIONS
from clerk_app.contract.trust import OCSP, TSA


def test_anyone_may_ask_in_the_forms_of_the_standards() -> None:
    assert {one.path for one in OPERATIONS} == {TSA, OCSP}
    assert all(one.caller == "anyone" and one.method == "post" for one in OPERATIONS)
    assert {one.takes for one in OPERATIONS} == {"application/timestamp-query", "application/ocsp-request"}
