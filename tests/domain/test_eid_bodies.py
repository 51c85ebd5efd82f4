"""Bodies about eID name the person masked and the document by its last digits; no field could hold a code."""

from __future__ import annotations

from dataclasses import fields

from clerk_app.domain.eid_bodies import EID_KINDS, EidIssued
from clerk_app.domain.kinds import KINDS


def test_every_kind_is_known_to_both_ends() -> None:
    assert {kind: KINDS[kind] for kind in EID_KINDS} == EID_KINDS


def test_what_is_said_of_an_issuance_is_this_and_nothing_more() -> None:
    told = {part.name for part in fields(EidIssued)}
    assert told == {"issue", "name", "person", "level", "document", "document_tail", "clerk"}
