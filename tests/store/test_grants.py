from __future__ import annotations

from clerk_app.contract.signin import SignedGrant
from clerk_app.store.grants import DeskGrants
from tests.store.desk import Desk


def test_the_newest_grant_of_each_clerk_is_kept(desk: Desk) -> None:
    grants = DeskGrants(desk.database)
    grants.keep("m.primeric", SignedGrant(payload=b"1", signature=b"s1"))
    grants.keep("m.primeric", SignedGrant(payload=b"2", signature=b"s2"))
    assert grants.of("m.primeric") == SignedGrant(payload=b"2", signature=b"s2")
    assert grants.of("r.uzoric") is None
