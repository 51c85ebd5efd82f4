"""The rules of acts: number, evidence, remedy, what a draft needs, and how acts fold from a case's file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.domain.act_bodies import ActMade, ActUpgraded
from clerk_app.domain.acts import (
    KINDS,
    ActDraft,
    ActPolicy,
    Evidence,
    Filed,
    Obtained,
    act_number,
    acts_of,
    begun,
    evidence,
    wrong,
)
from clerk_app.domain.bodies import EnclosureRef, ProofChoice
from clerk_app.domain.case_bodies import RequestSupplemented
from clerk_app.domain.case_file import CaseFile, Way
from clerk_app.domain.catalogue import Proof, Wording
from clerk_app.domain.ezup_bodies import Stated
from clerk_app.domain.numbers import UniqueNumber
from clerk_app.domain.requests import Happening
from tests.domain.services import stall
from tests.support.specimens import received

SUBJECT = b"s" * 16
SERVICE = replace(
    stall(),
    classification="350",
    unit="05",
    proofs=(
        Proof(code="licence", label=Wording(sr="Дозвола", en="Licence"), source="ezup", dataset="apr"),
        Proof(code="sketch", label=Wording(sr="Скица", en="Sketch")),
    ),
)
POLICY = ActPolicy(days=15, own=Wording(sr="Веће, {days} дана."), entrusted=Wording(sr="Министарство, {days} дана."))


def paper(name: str) -> EnclosureRef:
    return EnclosureRef(sha256=name * 64, size=1, media_type="application/pdf", title=f"{name}.pdf")


def made(seq: int, name: str, **changed: object) -> Happening:
    body = ActMade(
        act="approved", number="350-1/2026", paper=paper(name), made_local="2026-11-23T09:00:00+01:00", clerk="o"
    )
    return Happening(seq=seq, at=seq, subject=SUBJECT, body=replace(body, **changed))  # type: ignore[arg-type]


def upgraded(seq: int, of: str, name: str, level: str, short: str = "") -> Happening:
    body = ActUpgraded(of=of * 64, paper=paper(name), level=level, short=short)  # type: ignore[arg-type]
    return Happening(seq=seq, at=seq, subject=SUBJECT, body=body)


def file(*own: Happening) -> CaseFile:
    return CaseFile(subject=SUBJECT, own=own)


def test_the_number_is_class_serial_year_and_unit_or_the_provisional_one() -> None:
    assert act_number(SERVICE, UniqueNumber(4_812_736, 2026), "A7-000001-A") == "350-4812736/2026-05"
    assert act_number(replace(SERVICE, unit=""), UniqueNumber(7, 2026), "") == "350-7/2026"
    assert act_number(SERVICE, None, "A7-000001-A") == "A7-000001-A"


def test_evidence_keeps_what_the_body_obtained_apart_from_what_was_filed() -> None:
    body = replace(
        received(),
        enclosures=(paper("a"),),
        proofs=(ProofChoice(proof="licence", by="body"), ProofChoice(proof="sketch", by="party")),
    )
    brought = RequestSupplemented(
        base_version=1, received_local="", clerk="o", enclosures=(paper("b"),), seen=("sketch", "sketch")
    )
    found = evidence(body, SERVICE, file(Happening(seq=2, at=2, subject=SUBJECT, body=brought)))
    assert [(one.key, one.state) for one in found.obtained] == [("body:licence", "not_asked")]
    assert [one.title for one in found.filed] == ["a.pdf", "b.pdf", "Скица"]


def test_a_system_that_obtained_a_record_stands_for_the_promise() -> None:
    body = replace(received(), enclosures=(), proofs=(ProofChoice(proof="licence", by="body"),))
    came = Obtained(key="body:licence", name=Wording(sr="Дозвола"), source="АПР", at="2026-11-20")
    found = evidence(body, SERVICE, file(), lambda _file: (came,))
    assert found.obtained == (came,)
    assert begun("u_radu", found, "sr-Cyrl").proofs == ("body:licence",)


def test_a_later_statement_says_what_the_body_undertook() -> None:
    body = replace(received(), enclosures=(), proofs=(ProofChoice(proof="licence", by="body"),))
    chosen = (ProofChoice(proof="licence", by="party"), ProofChoice(proof="sketch", by="body"))
    said = Stated(choices=chosen, signed="paper", stated_local="", clerk="o")
    found = evidence(body, SERVICE, file(Happening(seq=2, at=2, subject=SUBJECT, body=said)))
    assert [one.key for one in found.obtained] == ["body:sketch"]


def test_only_what_is_named_stands_on_the_act() -> None:
    found = Evidence(
        obtained=(Obtained(key="x", name=Wording(sr="х")),),
        filed=(Filed(key="y", title="у"), Filed(key="z", title="з")),
    )
    assert found.chosen(["z", "unknown"]) == Evidence(filed=(Filed(key="z", title="з"),))


@pytest.mark.parametrize(
    ("state", "named"),
    [("not_asked", True), ("asked", True), ("source_unavailable", True), ("denied", False), ("not_found", False)],
)
def test_an_act_rests_on_nothing_that_a_register_refused_or_does_not_have(state: str, named: bool) -> None:
    found = Evidence(obtained=(Obtained(key="x", name=Wording(sr="х"), state=state),))
    assert bool(found.chosen(["x"]).obtained) is named
    assert begun("u_radu", found, "en").proofs == (), "what has not come is ticked by nobody but the handler"


def test_a_remedy_is_by_whose_matter_it_is() -> None:
    republic = [fee for fee in SERVICE.fees if fee.level == "republic"]
    local = replace(SERVICE, fees=tuple(replace(fee, level="local") for fee in SERVICE.fees))
    assert republic, "the specimen has a fee of the republic"
    assert POLICY.remedy(SERVICE).sr == "Министарство, 15 дана."
    assert POLICY.remedy(local).sr == "Веће, 15 дана."
    assert replace(POLICY, own_services=(SERVICE.id,)).remedy(SERVICE).sr.startswith("Веће")
    assert replace(POLICY, entrusted_services=(local.id,)).remedy(local).sr.startswith("Министарство")


@pytest.mark.parametrize("kind", KINDS)
def test_an_act_that_gives_nothing_says_why(kind: str) -> None:
    draft = ActDraft(kind=kind, disposition="Одбија се.")  # type: ignore[arg-type]
    expected = ("", "") if kind in {"confirmation", "approved"} else ("act_reasons_missing", "reasons")
    assert wrong(draft) == expected
    assert wrong(replace(draft, reasons="Јер.")) == ("", "")
    assert wrong(replace(draft, disposition=" ", reasons="Јер.")) == ("act_disposition_missing", "disposition")
    assert wrong(replace(draft, disposition="а" * 20_001, reasons="Јер."))[0] == "text_too_long"


@pytest.mark.parametrize(
    ("state", "kind", "remedy"),
    [("u_radu", "confirmation", False), ("resen_usvojen", "approved", True), ("obustavljen", "discontinued", True)],
)
def test_the_state_of_a_case_suggests_the_kind(state: str, kind: str, remedy: bool) -> None:
    draft = begun(state, Evidence(), "en")
    assert (draft.kind, draft.remedy, draft.language) == (kind, remedy, "en")


def test_an_upgrade_takes_the_place_of_the_paper_before_it() -> None:
    own = (
        made(3, "a", level="B-B"),
        made(4, "b"),
        upgraded(5, "a", "c", "B-T", "line_down"),
        upgraded(6, "c", "d", "B-LT"),
    )
    first, second = acts_of(file(*own))
    assert (first.seq, first.paper.title, first.level, first.waits) == (3, "d.pdf", "B-LT", False)
    assert (second.level, second.waits) == ("unsigned", False)
    (half, _other) = acts_of(file(*own[:3]))
    assert (half.level, half.short, half.waits) == ("B-T", "line_down", True)


def test_what_can_never_be_better_waits_no_more_and_an_upgrade_of_nothing_is_none() -> None:
    own = (made(3, "a", level="B-B"), upgraded(4, "a", "a", "B-B", "signature_altered"), upgraded(5, "x", "y", "B-LT"))
    (act,) = acts_of(CaseFile(subject=SUBJECT, own=own, ways={3: Way(mark="held", code="not_permitted")}))
    assert (act.waits, act.short, act.way.code) == (False, "signature_altered", "not_permitted")
