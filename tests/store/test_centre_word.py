from __future__ import annotations

import pytest

from clerk_app.domain.errors import Invalid
from clerk_app.domain.requests import CentreState
from clerk_app.store import centre_word


def test_each_kind_says_its_part() -> None:
    state = CentreState()
    state = centre_word.fold(state, "registered", 1, b'{"serial":7,"year":2026,"at":10}')
    assert (state.unique_number, state.state, state.version) == ("000000007/2026", "zaveden", 1)
    state = centre_word.fold(state, "status", 2, b'{"state":"u_radu","at":20,"note":"kod obradjivaca"}')
    assert (state.state, state.note) == ("u_radu", "kod obradjivaca")
    state = centre_word.fold(state, "findings", 3, b'{"at":30,"findings":[{"code":"c","where":"w"}]}')
    assert [finding.code for finding in state.findings] == ["c"]
    state = centre_word.fold(state, "annulled", 4, b'{"at":40,"reason":"greska"}')
    assert state.annulled
    assert [(item.at, item.kind, item.source) for item in state.history] == [
        (10, "registered", "centre"),
        (20, "status", "centre"),
        (30, "findings", "centre"),
        (40, "annulled", "centre"),
    ]


@pytest.mark.parametrize(("kind", "body"), [("moved", b"{}"), ("status", b"[]"), ("registered", b"not json")])
def test_what_cannot_be_read_is_said(kind: str, body: bytes) -> None:
    with pytest.raises(Invalid):
        centre_word.fold(CentreState(), kind, 1, body)
