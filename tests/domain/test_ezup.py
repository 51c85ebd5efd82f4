"""Records of a case, folded from its file: choices, keys, queries, and what may be asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.contract import catalogue
from clerk_app.domain import ezup
from clerk_app.domain.bodies import EnclosureRef, ProofChoice, RequestReceived
from clerk_app.domain.case_file import CaseFile, Change, Way
from clerk_app.domain.catalogue import Proof, Service
from clerk_app.domain.ezup_bodies import Asked, Attached, RecordTold, Shown, Stated
from clerk_app.domain.ezup_datasets import Dataset, EzupRules, case_digest
from clerk_app.domain.ezup_statements import DOUBT
from clerk_app.domain.people import IdDocument, Person
from clerk_app.domain.requests import Happening
from clerk_app.domain.retention import DAY
from tests.support.ezup_world import rules

CATALOGUE = Path(__file__).parents[2] / "resources" / "catalogue"
JELENA = Person(id_number="1403988985008", surname="Примерић", given_name="Јелена")
CHILD = "0101015980013"
TWINS = ("0101018980135", "0101018980275")  # the same, once masked
SUBJECT = b"s" * 16


def service(name: str = "birth-extract") -> Service:
    return catalogue.load((CATALOGUE / f"{name}.toml").read_bytes())


def received(name: str = "birth-extract", **changed: object) -> RequestReceived:
    values: dict[str, object] = {
        "number": "A7-000001-K",
        "service": name,
        "service_version": 1,
        "applicant": JELENA,
        "form": {"person.relation": "self"},
        "received_local": "2026-11-23T08:52:00+01:00",
        "clerk": "mprimeric",
        "proofs": (ProofChoice(proof="birth_record", by="body"),),
        "signed_on_paper": True,
    }
    return RequestReceived(**(values | changed))  # type: ignore[arg-type]


def asked(key: str = JELENA.id_number) -> Asked:
    return Asked(
        dataset="mkr", proof="birth_record", key_kind="jmbg", key=key, procedure="birth-extract", valid_until=9,
        clerk="mprimeric", title="Упис",
    )  # fmt: skip


def file(*bodies: object, told: tuple[RecordTold, ...] = (), ways: dict[int, Way] | None = None) -> CaseFile:
    """Entry ``n`` (from 2) was made at moment ``n``."""
    own = tuple(Happening(seq=seq, at=seq, subject=SUBJECT, body=body) for seq, body in enumerate(bodies, start=2))
    changes = tuple(Change(version=place + 2, kind="ezup", body=one) for place, one in enumerate(told))
    return CaseFile(subject=SUBJECT, desk="A7", own=own, told=changes, ways=ways or {})


def answered(outcome: str = "done", desk: str = "A7", query: int = 2, reason: str = "") -> RecordTold:
    return RecordTold(at=50, what="answered", query_desk=desk, query=query, outcome=outcome, reason=reason, digest="d")


def known(of: CaseFile, body: RequestReceived, name: str = "birth-extract", since: int = 0) -> tuple[ezup.Record, ...]:
    return ezup.records(of, ezup.queries(of, "A7", since), body, service(name), rules())


def only(of: CaseFile, body: RequestReceived | None = None) -> ezup.Record:
    (record,) = known(of, body or received())
    return record


def test_the_partys_last_signed_word_counts() -> None:
    party = Stated(choices=(ProofChoice(proof="birth_record", by="party"),), signed="paper", stated_local="", clerk="c")
    assert only(file()).choice == ezup.Choice(by="body", signed=True)
    assert only(file(party)).choice == ezup.Choice(by="party", signed=True, at=2, seq=2)
    body = (ProofChoice(proof="birth_record", by="body"),)
    elsewhere = RecordTold(at=2 * DOUBT, what="stated", choices=body, desk="B3")
    assert only(file(party, told=(elsewhere,))).choice == ezup.Choice(by="body", signed=True, at=2 * DOUBT)
    same_hour = replace(elsewhere, at=90)
    assert only(file(party, told=(same_hour,))).choice == ezup.Choice(by="party", signed=True, at=2, seq=2)
    mine = replace(party, choices=body)
    told = RecordTold(at=2, what="stated", choices=party.choices, desk="A7")
    assert only(file(party, mine, told=(told,))).choice == ezup.Choice(by="body", signed=True, at=3, seq=3)
    unsigned = only(file(), received(signed_on_paper=False))
    assert ezup.refusal(unsigned, rules(), "birth-extract", "zaveden") == "statement_missing"
    online = received(signed_on_paper=False, number="ПОР-2026-000101-2")
    assert only(file(), online).choice is not None


@pytest.mark.parametrize(
    ("mark", "state"), [("waiting", "waiting"), ("sending", "waiting"), ("held", "waiting"), ("refused", "refused")]
)
def test_a_query_that_the_centre_has_not_taken_waits(mark: str, state: str) -> None:
    way = Way(mark=mark, code="query_repeated" if mark == "refused" else "")  # type: ignore[arg-type]
    query = only(file(asked(), ways={2: way})).query
    assert query is not None
    assert (query.state, query.reason, query.key) == (state, way.code, "140398••••••8")


def test_an_answer_belongs_to_the_query_of_its_desk() -> None:
    mine = only(file(asked(), told=(answered(desk="B3"), answered("source_unavailable", reason="outage")))).query
    assert mine is not None
    assert (mine.state, mine.reason, mine.told_at, mine.blocks) == ("source_unavailable", "outage", 50, False)
    theirs = RecordTold(
        at=5, what="asked", dataset="mkr", proof="birth_record", key="140398••••••8", query_desk="B3", query=7,
        key_digest=case_digest(SUBJECT, "mkr", JELENA.id_number),
    )  # fmt: skip
    query = only(file(told=(theirs, answered(desk="B3", query=7)))).query
    assert query is not None
    assert (query.desk, query.state, query.blocks) == ("B3", "done", True)
    done = RecordTold(at=60, what="attached", query_desk="B3", query=7)
    with_case = only(file(told=(theirs, answered(desk="B3", query=7), done))).query
    assert with_case is not None
    assert not with_case.blocks
    newer = only(file(asked(), told=(answered("unheard_of"),))).query
    assert newer is not None
    assert newer.state == "source_unavailable"


def test_what_was_read_and_put_with_the_case_is_known() -> None:
    ref = EnclosureRef(sha256="1" * 64, size=1, media_type="application/pdf", title="Упис", proof="birth_record")
    attached = Attached(query=2, digest="d", enclosure=ref, clerk="mprimeric", title="Упис")
    record = only(file(asked(), Shown(query=2), attached, told=(answered(),)))
    assert record.query is not None
    assert (record.query.shown, record.query.attached, record.query.blocks) == (True, attached, False)
    assert not record.is_due
    found = ezup.queries(file(asked(), attached, told=(answered(),)), "A7")
    assert ezup.with_case(found, [record]) == ezup.with_case(found, []) == found
    corrected = only(file(asked(), attached, told=(answered(),)), received(applicant=replace(JELENA, id_number=CHILD)))
    assert (corrected.query, ezup.with_case(found, [corrected])) == (None, ()), "by a key that the case has no more"
    assert ezup.with_case(ezup.queries(file(asked(), told=(answered(),)), "A7"), [record]) == ()


def test_what_nobody_put_with_the_case_while_it_was_kept_may_be_asked_for_anew() -> None:
    dropped = RecordTold(at=90, what="dropped", query_desk="A7", query=2, reason="desk_lost")
    told = file(asked(), told=(answered(), dropped))
    kept = file(asked(), told=(answered(),))
    for (record,), reason in ((known(told, received()), "desk_lost"), (known(kept, received(), since=50), "")):
        assert record.query is not None
        assert (record.query.state, record.query.reason, record.query.blocks) == ("dropped", reason, False)
        assert ezup.refusal(record, rules(), "birth-extract", "zaveden") == ""
        assert not record.is_due, "by name, and by a clerk"
    (record,) = known(kept, received(), since=49)
    assert ezup.refusal(record, rules(), "birth-extract", "zaveden") == "query_repeated"


def test_what_was_put_with_the_case_before_anybody_heard_that_it_goes_is_with_the_case() -> None:
    ref = EnclosureRef(sha256="1" * 64, size=1, media_type="application/pdf", title="Упис", proof="birth_record")
    here = Attached(query=2, digest="d", enclosure=ref, clerk="mprimeric", title="Упис")
    dropped = RecordTold(at=90, what="dropped", query_desk="A7", query=2, reason="kept_no_longer")
    there = RecordTold(at=95, what="attached", query_desk="A7", query=2)
    for case in (
        file(asked(), here, told=(answered(), dropped)),
        file(asked(), here, told=(answered(), dropped, there)),
        file(asked(), told=(answered(), there, dropped)),
    ):
        (query,) = ezup.queries(case, "A7", 10**9)
        assert (query.state, bool(query.attached_at)) == ("done", True)


def test_another_person_is_searched_by_their_own_number_and_never_by_the_applicants() -> None:
    child = received(form={"person.relation": "child", "person.jmbg": CHILD})
    assert only(file(), child).key == ezup.SearchKey("jmbg", CHILD)
    unknown = received(form={"person.relation": "child"})
    record = only(file(), unknown)
    assert record.key is None
    assert ezup.refusal(record, rules(), "birth-extract", "zaveden") == "ezup_no_key"


def test_each_member_has_a_record_of_its_own() -> None:
    form = {"children[0].jmbg": CHILD, "children[1].jmbg": "0202017980014"}
    body = received("kindergarten-subsidy", form=form)
    found = known(file(), body, "kindergarten-subsidy")
    births = [one for one in found if one.proof.code == "births"]
    assert [one.key.row for one in births if one.key is not None] == [0, 1]
    assert len({one.place for one in births}) == 2


def test_numbers_that_look_alike_when_masked_are_two_records_with_a_query_each() -> None:
    form = {f"children[{place}].jmbg": number for place, number in enumerate(TWINS)}
    body, first = received("kindergarten-subsidy", form=form), replace(asked(TWINS[0]), proof="births")
    theirs = RecordTold(
        at=9, what="asked", dataset="mkr", proof="births", key="010101••••••5", query_desk="B3", query=7,
        key_digest=case_digest(SUBJECT, "mkr", TWINS[1]),
    )  # fmt: skip

    def births(*bodies: object, told: tuple[RecordTold, ...] = ()) -> list[ezup.Record]:
        found = known(file(*bodies, told=told), body, "kindergarten-subsidy")
        return [one for one in found if one.proof.code == "births"]

    one, other = births(first)
    assert one.key is not None
    assert other.key is not None
    assert (one.key.shown, one.place == other.place) == (other.key.shown, False)
    assert (one.query is not None, other.query) == (True, None)
    one, other = births(first, told=(theirs,))
    assert [found.query.desk for found in (one, other) if found.query is not None] == ["", "B3"]


def test_a_plate_that_was_corrected_has_no_query_yet() -> None:
    query = replace(asked("BG123AA"), dataset="vozilo", proof="vehicle", key_kind="plate")
    taxi = received("taxi-permit", form={"vehicle.plate": "BG123AB"})
    found = {one.proof.code: one for one in known(file(query), taxi, "taxi-permit")}
    assert found["vehicle"].query is None


def test_a_company_is_searched_by_its_number_and_a_vehicle_by_its_plate() -> None:
    firm = Person(id_kind="company", id_number="999000009", company_number="99900016", surname="Башта")
    tax = received("local-tax-clearance", applicant=firm, form={})
    lpa = known(file(), tax, "local-tax-clearance")
    assert {one.key.kind for one in lpa if one.key is not None} <= {"pib"}
    taxi = received("taxi-permit", form={"vehicle.plate": "ПР-123-АА"})
    found = known(file(), taxi, "taxi-permit")
    keys = {one.proof.code: one.key for one in found}
    assert keys["vehicle"] == ezup.SearchKey("plate", "ПР-123-АА")


def test_what_may_not_be_asked_says_why() -> None:
    record = only(file())
    assert ezup.refusal(record, rules(), "birth-extract", "zaveden") == ""
    assert ezup.refusal(record, rules(), "birth-extract", "arhiviran") == "case_closed"
    assert ezup.refusal(record, rules(), "marriage", "zaveden") == ""
    none = replace(rules(), grants={})
    assert ezup.refusal(record, none, "birth-extract", "zaveden") == "ezup_not_granted"
    asked_already = only(file(asked()))
    assert ezup.refusal(asked_already, rules(), "birth-extract", "zaveden") == "query_repeated"
    party = received(proofs=(ProofChoice(proof="birth_record", by="party"),))
    assert ezup.refusal(only(file(), party), rules(), "birth-extract", "zaveden") == "left_to_party"


def test_only_numbers_of_the_case_may_be_searched() -> None:
    person = replace(JELENA, document=IdDocument(kind="id_card", number="000999417"))
    named = ezup.named_values(received(applicant=person), {"person.jmbg": CHILD, "empty": ""})
    assert named == {JELENA.id_number, "000999417", CHILD}
    assert CHILD not in repr(ezup.SearchKey("jmbg", CHILD))


@pytest.mark.parametrize("dataset", rules().datasets, ids=lambda one: one.code)
def test_each_record_is_refused_here_for_what_the_centre_would_deny(dataset: Dataset) -> None:
    body, key = ezup.Choice(by="body", signed=True), ezup.SearchKey(dataset.keys[0], JELENA.id_number)
    proof = Proof(code=dataset.code, label=dataset.label, dataset=dataset.code)
    granted = replace(rules(), grants={"birth-extract": (dataset.code,)})
    query = ezup.Query(
        desk="", seq=2, at=2, proof=dataset.code, dataset=dataset.code, key="", key_digest="", title="", clerk="c"
    )
    able = ezup.Record(proof=proof, dataset=dataset, choice=body, key=key)

    def why(record: ezup.Record, state: str = "zaveden", known: EzupRules = granted) -> str:
        return ezup.refusal(record, known, "birth-extract", state)

    assert why(able) == ""
    assert why(able, "odbacen") == "case_closed"
    assert why(able, known=replace(granted, grants={})) == "ezup_not_granted"
    assert why(replace(able, choice=None)) == "statement_missing"
    assert why(replace(able, choice=replace(body, signed=False))) == "statement_missing"
    assert why(replace(able, choice=replace(body, by="party"))) == "left_to_party"
    assert why(replace(able, key=None)) == "ezup_no_key"
    blocking: tuple[ezup.QueryState, ...] = ("waiting", "asked", "done")
    states: tuple[ezup.QueryState, ...] = (*blocking, "not_found", "source_unavailable", "denied", "refused")
    for state in states:
        stands = replace(able, query=replace(query, state=state))
        assert why(stands) == ("query_repeated" if state in blocking else "")
        with_case = replace(able, query=replace(query, state=state, attached_at=9))
        assert why(with_case) == "", "asked again only by name, and by a clerk"


def test_an_answer_that_is_kept_no_longer_and_was_not_attached_may_be_asked_for_again() -> None:
    told, kept = file(asked(), told=(answered(),)), rules().keep_unattached_days * DAY

    def record(of: CaseFile, now: int) -> ezup.Record:
        return known(of, received(), since=now - kept)[0]

    assert ezup.refusal(record(told, 49 + kept), rules(), "birth-extract", "zaveden") == "query_repeated"
    late = record(told, 50 + kept)
    assert late.query is not None
    assert (late.query.state, late.is_due) == ("dropped", False), "by name, and by a clerk"
    assert ezup.refusal(late, rules(), "birth-extract", "zaveden") == ""
    ref = EnclosureRef(sha256="0" * 64, size=9, media_type="application/pdf", title="Извод")
    with_case = file(asked(), Attached(query=2, digest="d", enclosure=ref, clerk="c"), told=(answered(),))
    attached = record(with_case, 50 + kept).query
    assert attached is not None
    assert (attached.state, bool(attached.attached_at)) == ("done", True)
