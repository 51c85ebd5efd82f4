"""A desk with a case whose records stand in every way: answered, attached, away, denied, waiting, left to the party."""

from __future__ import annotations

import msgspec

from clerk_app.contract.ezup import LogPage, LogReading, LogRow
from clerk_app.domain.bodies import ProofChoice
from clerk_app.domain.case_file import Change, Way
from clerk_app.domain.ezup_bodies import Outcome, RecordFields, RecordTold
from clerk_app.domain.ezup_datasets import digest_of
from clerk_app.domain.requests import RequestView
from tests.support.desk_day import ALLOWANCE, busy_desk
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import CARD_HOLDER, NOW, micros
from tests.support.specimens import DESK

SERVICE = "child-allowance"
BIRTH: RecordFields = {
    "register": "Примерово",
    "year": "1988",
    "surname": "Примерић",
    "given_name": "Јелена",
    "birth_date": "1988-03-14",
    "father_name": "Замислав Примерић",
}
RESIDENCE: RecordFields = {"name": "Јелена Примерић", "address": "Узорна 12, Примерово", "since": "2011-05-02"}
_ACCESS = LogRow(
    made=micros(NOW),
    desk=DESK,
    seq=414,
    user="mprimeric",
    user_name="Марко Примерић",
    grant="g1",
    number="A7-000431-T",
    procedure=SERVICE,
    dataset="mkr",
    title="Изводи из матичне књиге рођених за децу",
    key="140398••••••6",
    key_digest="7f" * 32,
    legal_basis="Закон о финансијској подршци породици са децом",
    purpose="Дечији додатак",
    statement="A7-413",
    state="done",
    answered=micros(NOW) + 400_000,
    digest="5c" * 32,
    shown=True,
    attached=micros(NOW) + 90_000_000,
    readings=(
        LogReading(made=micros(NOW) + 60_000_000, user="mprimeric", user_name="Марко Примерић", how="screen"),
        LogReading(made=micros(NOW) + 180_000_000, user="vuzoric", user_name="", how="paper"),
    ),
)
LOG = LogPage(
    rows=(
        _ACCESS,
        msgspec.structs.replace(
            _ACCESS, seq=410, dataset="pio", title="Пензије", state="denied", reason="grant_revoked", shown=False,
            attached=0, digest="", readings=(),
        ),
    ),
    more=True,
)  # fmt: skip


def records_desk(role: str = "clerk") -> FakeDesk:
    """The desk; ``case_of`` gives the case."""
    desk = busy_desk(role)
    service = desk.service(SERVICE)
    kinds = {proof.dataset: proof.code for proof in service.proofs if proof.dataset}
    choices = tuple(ProofChoice(proof=code, by="party" if name == "rgz" else "body") for name, code in kinds.items())
    view = desk.receive(CARD_HOLDER, SERVICE, ALLOWANCE, proofs=choices, signed_on_paper=True)
    desk.register(view.subject, "004812999/2026")
    ezup = desk.actions.systems.ezup
    for name in ("mkr", "preb", "porez", "pio", "nsz"):
        records = ezup._reading.case(view.subject).records
        (record,) = [one for one in records if one.dataset is not None and one.dataset.code == name][:1]
        ezup.ask(view.subject, [record.place])
    answer(desk, view, "mkr", "done", payload=BIRTH)
    answer(desk, view, "preb", "done", payload=RESIDENCE)
    answer(desk, view, "porez", "source_unavailable", "outage")
    answer(desk, view, "pio", "denied", "grant_revoked")
    ezup.attach(view.subject, query_of(desk, view, "preb"))
    desk.case_files.ways[view.subject] = {query_of(desk, view, "nsz"): Way(mark="waiting")}
    return desk


def case_of(desk: FakeDesk) -> RequestView:
    """The case."""
    return next(view for view in desk.requests._all() if view.unique_number == "004812999/2026")


def query_of(desk: FakeDesk, view: RequestView, dataset: str) -> int:
    """The entry that asked for a record."""
    records = desk.actions.systems.ezup._reading.case(view.subject).records
    return next(one.query.seq for one in records if one.query is not None and one.query.dataset == dataset)


def answer(
    desk: FakeDesk,
    view: RequestView,
    dataset: str,
    outcome: Outcome,
    reason: str = "",
    payload: RecordFields | None = None,
) -> None:
    """Let the centre have told what a register said."""
    seq, known = query_of(desk, view, dataset), desk.case_files.told.get(view.subject, ())
    body = RecordTold(
        at=desk.clock.stamp().at,
        what="answered",
        dataset=dataset,
        query_desk=DESK,
        query=seq,
        outcome=outcome,
        reason=reason,
        digest=digest_of(payload or {}),
    )
    desk.case_files.told[view.subject] = (*known, Change(version=len(known) + 3, kind="ezup", body=body))
    if payload:
        desk.records.told[seq] = payload
