"""What is missing is named as the service names it, and only what is missing."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.domain.bodies import ProofChoice
from clerk_app.domain.catalogue import Proof, Statement, Wording
from clerk_app.domain.findings import Finding
from clerk_app.domain.missing import missing, to_bring, unsigned
from tests.domain.services import stall, words

SERVICE = stall()


def test_fields_proofs_and_statements_are_named_once_and_wrong_values_are_not():
    service = replace(
        SERVICE,
        proofs=(Proof(code="photo", label=words("photo")),),
        statements=(Statement(code="true", text=words("true")),),
    )
    findings = (
        Finding("required_missing", "place.kind"),
        Finding("number_wrong", "place.area"),
        Finding("required_missing", "goods[1].name"),
        Finding("proof_missing", "proof.photo"),
        Finding("proof_missing", "proof.photo"),
        Finding("statement_unsigned", "statement.true"),
        Finding("required_missing", "gone.gone"),
    )
    assert missing(findings, service) == (
        words("kind"),
        Wording(sr="name (2)", en="name (2)"),
        words("photo"),
    )
    assert unsigned(findings, service) == (words("true"),)
    assert unsigned(findings[:1], service) == ()


def test_whoever_obtains_a_record_alone_has_something_to_bring():
    assert not to_bring((Finding("number_wrong", "x"),), (ProofChoice(proof="a", by="body"),))
    assert to_bring((), (ProofChoice(proof="a", by="party"),))
    assert to_bring((Finding("proof_missing", "proof.a"),), ())
