"""What we hold on a person: all of it, noted as looks, and of other people's requests the person's own row only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from clerk_app.actions.holding import Held, Holding
from clerk_app.contract.ezup import LogRow
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.case_file import CaseFile, Change
from clerk_app.domain.delivery_bodies import HandedOver
from clerk_app.domain.delivery_told import DeliveryMoved, Evidence, StepTold
from clerk_app.domain.errors import Cancelled, Invalid, Refused, SignIn, Unavailable
from clerk_app.domain.ezup import Query
from clerk_app.domain.ezup_datasets import case_digest
from clerk_app.domain.index_bodies import RatingGiven
from clerk_app.domain.people import Person, mask
from clerk_app.domain.requests import Happening
from clerk_app.domain.retention import Retention
from clerk_app.lanes import Ticket
from clerk_app.ports.desk_file import JobState, NewPrintJob
from tests.actions.counter import Counter, service
from tests.store.desk import DESK
from tests.support.records_day import LOG
from tests.support.specimens import APPLICANT

CHILD = "1105985980020"
SIBLING = "1105985980160"
FORM = {
    "claim.kind": "first",
    "claim.single_parent": "no",
    "members[0].surname": "Огледић",
    "members[0].jmbg": APPLICANT.id_number,
    "members[1].relation": "child",
    "members[1].claimed": "yes",
    "members[1].surname": "Узорић",
    "members[1].given_name": "Ана",
    "members[1].jmbg": CHILD,
    "members[1].disability": "yes",
}


@pytest.fixture
def allowance(counter):
    return counter.knows(service("child-allowance"))


@pytest.fixture
def holding(counter):
    counter.sign_in("vuzoric", "supervisor")
    return holding_at(counter)


def holding_at(
    counter: Counter,
    *own: object,
    told: tuple[DeliveryMoved, ...] = (),
    queries: Callable[[bytes], tuple[Query, ...]] | None = None,
    accesses: Callable[[str, tuple[bytes, ...]], tuple[LogRow, ...]] = lambda _number, _subjects: (),
) -> Holding:
    """``own`` are bodies of entries in the file of every case, ``told`` what the centre said of deliveries."""
    made = tuple(Happening(seq=9, at=9, subject=b"", body=body) for body in own)
    changes = tuple(Change(version=place, kind="delivery", body=one) for place, one in enumerate(told))
    held = Held(
        file=lambda subject: CaseFile(subject=subject, desk=DESK, own=made, told=changes),
        queries=queries or (lambda _subject: ()),
        accesses=accesses,
        holdings=counter.holdings,
        requests=counter.requests,
        bodies=counter.bodies,
        jobs=counter.jobs,
        looks=counter.looks,
        reference=counter.reference,
    )
    return Holding(
        sessions=counter.sessions,
        held=held,
        receipting=counter.receipting,
        clock=counter.desk.clock,
        retention=Retention(),
    )


def test_everything_of_the_applicants_requests_is_told(counter, allowance, holding):
    received = counter.receive(allowance, APPLICANT, values=FORM, note="Долази сутра.")
    counter.attending.correct(received.view.subject, {"claim.kind": "renewal"})
    (told,) = holding.of_number(APPLICANT.id_number).requests
    assert (told.part, told.person, told.service) == ("applicant", APPLICANT, allowance)
    assert told.forms[0].items() >= FORM.items()
    assert told.forms[1] == {"claim.kind": "renewal"}
    assert told.body is not None
    assert told.body.note == "Долази сутра."
    assert told.view.mark == "waiting"


def test_print_jobs_are_told(counter, allowance, holding):
    form = counter.filled(allowance, APPLICANT)
    counter.intake.accept(form, allowance, NewPrintJob(id=b"job1", kind="receipt", copy=0))
    (told,) = holding.of_number(APPLICANT.id_number).requests
    assert [job.state for job in told.prints] == [JobState.WAITING]


def test_who_looked_is_told_with_the_report_itself(counter, allowance, holding):
    received = counter.receive(allowance, APPLICANT)
    counter.sign_in("jprimeric")
    counter.looking.open(received.view.subject)
    counter.sign_in("vuzoric", "supervisor")
    (told,) = holding.of_number(APPLICANT.id_number).requests
    assert [(look.who, look.activity) for look in told.looks] == [("jprimeric", "open"), ("vuzoric", "export")]


def test_a_clerk_whose_grant_was_renewed_is_known_by_what_was_received_under_it(counter, allowance, holding):
    received = counter.receive(allowance, APPLICANT)
    counter.looking.open(received.view.subject)
    with counter.desk.database.writing() as connection:
        connection.execute("DELETE FROM desk_grant")
    (told,) = holding.of_number(APPLICANT.id_number).requests
    assert {look.who for look in told.looks} == {"vuzoric"}


def test_of_somebody_elses_request_only_the_persons_own_row_is_told(counter, allowance, holding):
    counter.receive(allowance, APPLICANT, values=FORM, note="Мајка долази сутра.")
    (told,) = holding.of_number(CHILD).requests
    assert (told.part, told.person, told.body, told.prints) == ("named", None, None, ())
    assert told.forms == ({key: value for key, value in FORM.items() if key.startswith("members[1]")},)


def test_a_query_by_a_number_that_only_looks_the_same_when_masked_is_not_told(counter, allowance):
    counter.sign_in("vuzoric", "supervisor")
    counter.receive(allowance, APPLICANT, values=FORM | {"members[2].jmbg": SIBLING})
    assert mask(SIBLING) == mask(CHILD)

    def queries(subject: bytes) -> tuple[Query, ...]:
        made = [(number, case_digest(subject, "mkr", number)) for number in (CHILD, SIBLING)]
        return tuple(
            Query(desk="", seq=seq, at=seq, proof="births", dataset="mkr", key=mask(number), key_digest=digest,
                  title="Упис", clerk="vuzoric")
            for seq, (number, digest) in enumerate(made, start=7)
        )  # fmt: skip

    holding = holding_at(counter, queries=queries)
    assert [one.seq for one in holding.of_number(CHILD).requests[0].queries] == [7]
    assert [one.seq for one in holding.of_number(SIBLING).requests[0].queries] == [8]
    assert len(holding.of_number(APPLICANT.id_number).requests[0].queries) == 2


def test_the_centres_log_is_asked_by_the_number_and_a_line_that_is_down_is_said(counter, allowance):
    counter.sign_in("vuzoric", "supervisor")
    received = counter.receive(allowance, APPLICANT)
    asked = []

    def accesses(number: str, subjects: tuple[bytes, ...]) -> tuple[LogRow, ...]:
        asked.append((number, subjects))
        return LOG.rows

    facts = holding_at(counter, accesses=accesses).of_number(APPLICANT.id_number)
    assert (facts.accesses, facts.accesses_lack) == (LOG.rows, "")
    assert asked == [(APPLICANT.id_number, (received.view.subject,))]

    def away(_number: str, _subjects: tuple[bytes, ...]) -> tuple[LogRow, ...]:
        raise Unavailable("line_down")

    facts = holding_at(counter, accesses=away).of_number(APPLICANT.id_number)
    assert (len(facts.requests), facts.accesses, facts.accesses_lack) == (1, (), "line_down")


def test_a_representative_is_told_as_one(counter, allowance, holding):
    other = Person(id_number=CHILD, surname="Узорић", given_name="Ана")
    counter.receive(allowance, APPLICANT, representative=other, values={"claim.kind": "first"})
    (told,) = holding.of_number(CHILD).requests
    assert (told.part, told.person, told.forms, told.body) == ("representative", other, ({},), None)


def test_drafts_of_every_clerk_are_told(counter, allowance, holding):
    counter.sign_in("jprimeric")
    counter.intake.save(counter.filled(allowance, APPLICANT, values=FORM, note="Још није сигурно."))
    counter.sign_in("vuzoric", "supervisor")
    own, named = holding.of_number(APPLICANT.id_number), holding.of_number(CHILD)
    assert [(draft.clerk, draft.form, draft.note) for draft in own.drafts] == [("jprimeric", FORM, "Још није сигурно.")]
    assert [(draft.part, draft.note, draft.person) for draft in named.drafts] == [("named", "", None)]
    assert {key.partition(".")[0] for key in named.drafts[0].form} == {"members[1]"}


def test_numbers_typed_with_spaces_are_found_both_ways(counter, allowance, holding):
    spaced = replace(APPLICANT, id_number="2308003 990429")
    counter.receive(allowance, spaced)
    assert len(holding.of_number("230800399-0429").requests) == 1
    assert holding.of_number("2308003990429").requests[0].part == "applicant"


def test_a_request_leads_to_all_of_its_applicant(counter, allowance, holding):
    first = counter.receive(allowance, APPLICANT)
    counter.receive(allowance, APPLICANT)
    facts = holding.of_request(first.view.subject)
    assert (facts.number, len(facts.requests)) == (APPLICANT.id_number, 2)


def test_somebody_without_a_number_is_told_of_the_one_request(counter, allowance, holding):
    nameless = replace(APPLICANT, id_kind="none", id_number="")
    first = counter.receive(allowance, nameless)
    counter.receive(allowance, nameless)
    facts = holding.of_request(first.view.subject)
    assert [held.view.number for held in facts.requests] == [first.view.number]
    assert facts.requests[0].part == "applicant"


def test_every_request_told_is_a_look_and_so_is_asking_in_vain(counter, allowance, holding):
    received = counter.receive(allowance, APPLICANT)
    holding.of_number(APPLICANT.id_number)
    holding.of_number("9999999999")
    rows = counter.desk.rows("SELECT activity, subject FROM journal_look ORDER BY id")
    assert rows == [("export", received.view.subject), ("export", b"")]


def test_a_search_that_was_given_up_told_nothing_and_is_no_look(counter, allowance, holding):
    received, given_up = counter.receive(allowance, APPLICANT), Ticket()
    given_up.cancel()
    for asked in (APPLICANT.id_number, received.view.subject):
        find = holding.of_number if isinstance(asked, str) else holding.of_request
        with pytest.raises(Cancelled):
            find(asked, "sr-Cyrl", lambda _done, _whole: given_up.check())
    assert counter.desk.rows("SELECT activity FROM journal_look") == []


@pytest.mark.parametrize("number", ["", "  ", "123", "- 1 2"])
def test_a_number_that_names_nobody_is_refused(holding, number):
    with pytest.raises(Invalid, match="held_number"):
        holding.of_number(number)


def test_a_clerk_may_not_export(counter):
    counter.sign_in("mprimeric", "clerk")
    with pytest.raises(Refused, match="not_permitted"):
        holding_at(counter).of_number(CHILD)
    counter.sessions.end()
    with pytest.raises(SignIn):
        holding_at(counter).of_number(CHILD)


def test_a_request_that_is_not_here_is_refused(holding):
    with pytest.raises(Refused, match="request_unknown"):
        holding.of_request(bytes(16))


def test_values_are_told_without_the_definition_of_the_service(counter, holding):
    unknown = service("marriage")
    counter.receive(unknown, APPLICANT)
    (told,) = holding.of_number(APPLICANT.id_number).requests
    assert told.service is None


def handed(to: str) -> HandedOver:
    paper = EnclosureRef(sha256="a" * 64, size=1, media_type="application/pdf", title="Решење")
    return HandedOver(
        delivery="d", document=paper, kind="decision", to=to, name="Ана", identity="id_card", tail="1234",  # type: ignore[arg-type]
        checked="eyes", taken=True, signed="paper", handed_local="", clerk="o",
    )  # fmt: skip


def test_what_came_later_is_told_to_the_applicant_without_ratings_and_to_others_what_they_took(counter, allowance):
    other = Person(id_number=CHILD, surname="Узорић", given_name="Ана")
    counter.receive(allowance, APPLICANT, representative=other, values={"claim.kind": "first"})
    counter.sign_in("vuzoric", "supervisor")
    first, second = handed("applicant"), handed("representative")
    holding = holding_at(counter, first, second, RatingGiven(grade=1))
    (own,), (theirs,) = (holding.of_number(number).requests for number in (APPLICANT.id_number, CHILD))
    assert [one.body for one in own.own] == [first, second]
    assert [one.body for one in theirs.own] == [second]


def test_a_hand_over_at_another_desk_is_told_to_the_applicant_with_what_it_rests_on(counter, allowance):
    other = Person(id_number=CHILD, surname="Узорић", given_name="Ана")
    counter.receive(allowance, APPLICANT, representative=other, values={"claim.kind": "first"})
    counter.sign_in("vuzoric", "supervisor")
    seen = Evidence(kind="signature", number="id_card 1234")
    theirs, mine, bare = (
        StepTold(state="collected", at=5, evidence=evidence, desk=desk, entry=9)
        for desk, evidence in (("B9", seen), (DESK, seen), ("", Evidence(kind="clock")))
    )
    moved = DeliveryMoved(
        at=5, delivery="d", sha256="a" * 64, title="Решење", kind="decision", channel="counter",
        steps=(theirs, mine, bare),
    )  # fmt: skip
    holding = holding_at(counter, handed("applicant"), told=(moved, replace(moved, steps=(mine,))))
    (own,), (spoken_for,) = (holding.of_number(number).requests for number in (APPLICANT.id_number, CHILD))
    assert [one.steps for one in own.delivered] == [(theirs,)]
    assert spoken_for.delivered == ()
    (erased,) = holding_at(counter, told=(replace(moved, steps=(mine,)),)).of_number(APPLICANT.id_number).requests
    assert [one.steps for one in erased.delivered] == [(mine,)], "of an entry that is here no more"
