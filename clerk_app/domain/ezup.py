"""Records obtained ex officio: who obtains each, what was asked, what came of it (DOMAIN §1.2; law on procedure, 103).

Everything is folded from the file of a case when somebody looks; nothing of it is stored as it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from clerk_app.domain.bodies import ProofChoice, RequestReceived
from clerk_app.domain.case_file import ACCEPTED, CaseFile, Way
from clerk_app.domain.catalogue import Field, Proof, Service
from clerk_app.domain.ezup_bodies import Asked, Attached, KeyKind, RecordTold, Shown, Stated
from clerk_app.domain.ezup_datasets import Dataset, EzupRules, case_digest, masked_key
from clerk_app.domain.ezup_statements import Said, last_word
from clerk_app.domain.forms import field_code, fill
from clerk_app.domain.numbers import parse_portal
from clerk_app.domain.people import Person
from clerk_app.domain.requests import FINISHED

QueryState = Literal["waiting", "asked", "done", "dropped", "not_found", "source_unavailable", "denied", "refused"]
"""``dropped``: answered, not put with the case, and not kept any longer; it may be asked for anew."""
OPEN: frozenset[str] = frozenset({"waiting", "asked", "done"})
"""Queries that stand in the way of another one for the same record, until the record is with the case."""
_TYPED: dict[str, KeyKind] = {"jmbg": "jmbg", "pib": "pib", "company_number": "mb"}


@dataclass(frozen=True, slots=True)
class SearchKey:
    """What a register is asked by; ``row`` of the form that it stands in, if of a section that repeats."""

    kind: KeyKind
    value: str
    row: int = -1

    def __repr__(self) -> str:
        """Without the number."""
        return f"SearchKey({self.kind!r})"

    @property
    def shown(self) -> str:
        """Masked, if a person's."""
        return masked_key(self.kind, self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Who obtains a record, as the party said last; ``seq`` is the entry here that says so, 0 for the request."""

    by: Literal["body", "party"]
    signed: bool
    at: int = 0
    seq: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One question to a register; ``desk`` is empty for this desk's own, ``told_at`` is the answer's.

    ``key`` is masked and only shown; ``key_digest`` (``case_digest``) says what was searched.
    ``reason`` is a code: why it was denied, refused or ended without an answer.
    """

    desk: str
    seq: int
    at: int
    proof: str
    dataset: str
    key: str
    key_digest: str
    title: str
    clerk: str
    state: QueryState = "asked"
    reason: str = ""
    told_at: int = 0
    digest: str = ""
    shown: bool = False
    attached: Attached | None = None
    attached_at: int = 0

    @property
    def blocks(self) -> bool:
        """Whether the same record need not be asked again: it is on its way, or what was told can still be read."""
        return self.state in OPEN and not self.attached_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of the procedure for one search key: the party's choice, and the last query, if there was any.

    ``key_digest`` (``case_digest``) is of the key, empty without one.
    """

    proof: Proof
    dataset: Dataset | None
    choice: Choice | None
    key: SearchKey | None
    key_digest: str = ""
    query: Query | None = None

    @property
    def is_due(self) -> bool:
        """Whether nobody has asked, or the register gave no answer: what was answered is asked again by name only."""
        return self.query is None or self.query.state == "source_unavailable"

    @property
    def place(self) -> tuple[str, str]:
        """How it is named among the records of its case: the proof, and the digest of the key."""
        return self.proof.code, self.key_digest

    def is_asked_by(self, query: Query) -> bool:
        """Whether a query is about this record; without a key (this desk may not see it) every one of the proof is."""
        return query.proof == self.proof.code and (self.key is None or query.key_digest == self.key_digest)


def choices(file: CaseFile, received: RequestReceived) -> dict[str, Choice]:
    """Who obtains each record, as the party said last: at receipt, or in a later statement here or elsewhere."""
    online = parse_portal(received.number) is not None  # what is filed there is signed there
    signed = received.signed_on_paper or online
    found = {one.proof: Choice(by=one.by, signed=signed) for one in received.proofs}
    for proof, said in _statements(file).items():
        word = last_word(said)
        if word is not None:
            seq = 0 if word.desk else word.order
            found[proof] = Choice(by=word.by, signed=True, at=word.at, seq=seq)
    return found


def _statements(file: CaseFile) -> dict[str, list[Said]]:
    """What was stated of each proof, with no desk for this one, whose own are not counted again when they are told."""
    own = [("", seen.seq, seen.at, _binding(body.choices, file.way(seen.seq))) for seen, body in file.recorded(Stated)]
    told = [one for one in file.changes(RecordTold) if one.what == "stated" and not (own and one.desk == file.desk)]
    theirs = [(one.desk or "?", place, one.at, one.choices) for place, one in enumerate(told)]
    found: dict[str, list[Said]] = {}
    for where, order, at, stated in (*own, *theirs):
        for one in stated:
            found.setdefault(one.proof, []).append(Said(desk=where, order=order, at=at, by=one.by))
    return found


def _binding(choices: tuple[ProofChoice, ...], way: Way) -> tuple[ProofChoice, ...]:
    """What of a statement holds here: one that was not taken lets nobody be looked up, but may keep us from it."""
    if way.counts or way.left:
        return choices if way.counts else ()
    return tuple(choice for choice in choices if choice.by == "party")


def queries(file: CaseFile, desk: str, kept_since: int = 0) -> tuple[Query, ...]:
    """Every query about a case, oldest first: this desk's own, and what the centre told of others'.

    What was told no later than ``kept_since`` and is not with the case is dropped, though nobody has said so yet.
    """
    found: dict[tuple[str, int], Query] = {}
    shown = {body.query for _, body in file.counted(Shown)}
    for happening, body in file.recorded(Asked):
        way = file.way(happening.seq)
        refused = way.mark == "refused" or way.left
        state: QueryState = "refused" if refused else "asked" if way.mark == ACCEPTED else "waiting"
        found["", happening.seq] = Query(
            desk="",
            seq=happening.seq,
            at=happening.at,
            proof=body.proof,
            dataset=body.dataset,
            key=masked_key(body.key_kind, body.key),
            key_digest=case_digest(file.subject, body.dataset, body.key),
            title=body.title,
            clerk=body.clerk_name or body.clerk,
            state=state,
            reason=way.code,
            shown=happening.seq in shown,
        )
    for told in file.changes(RecordTold):
        _take(found, told, "" if told.query_desk == desk else told.query_desk)
    for happening, attached in file.counted(Attached):
        if ("", attached.query) in found:
            query = _with_case(found["", attached.query], happening.at)
            found["", attached.query] = replace(query, attached=attached)
    kept = (_kept(query, kept_since) for query in found.values())
    return tuple(sorted(kept, key=lambda query: (query.at, query.seq)))


def _with_case(query: Query, at: int) -> Query:
    """It was there when it was put with the case, whatever was said of it before that was heard."""
    return replace(query, attached_at=at, state="done" if query.state == "dropped" else query.state)


def _kept(query: Query, since: int) -> Query:
    left = query.state == "done" and not query.attached_at and query.told_at <= since
    return replace(query, state="dropped") if left else query


def _take(found: dict[tuple[str, int], Query], told: RecordTold, desk: str) -> None:
    """What the centre told of one query."""
    place = (desk, told.query)
    if told.what == "asked" and place not in found:
        found[place] = Query(
            desk=desk,
            seq=told.query,
            at=told.at,
            proof=told.proof,
            dataset=told.dataset,
            key=told.key,
            key_digest=told.key_digest,
            title=told.title,
            clerk=told.clerk,
        )
    elif told.what == "answered" and place in found:
        found[place] = replace(
            found[place], state=_state(told.outcome), reason=told.reason, told_at=told.at, digest=told.digest
        )
    elif told.what == "attached" and place in found:
        found[place] = _with_case(found[place], told.at)
    elif told.what == "dropped" and place in found and not found[place].attached_at:
        found[place] = replace(found[place], state="dropped", reason=told.reason)


def _state(outcome: str) -> QueryState:
    """An outcome as it is shown; one that this program does not know is no answer."""
    known: QueryState
    for known in ("done", "not_found", "denied"):
        if known == outcome:
            return known
    return "source_unavailable"


def records(
    file: CaseFile, asked: Sequence[Query], received: RequestReceived, service: Service, rules: EzupRules
) -> tuple[Record, ...]:
    """Every record of the procedure that eZUP could give, one for each search key, with its last query.

    ``asked`` are the ``queries`` of the case; ``received`` has the form as it stands now.
    """
    chosen = choices(file, received)
    found: list[Record] = []
    for proof in service.proofs:
        dataset = rules.dataset(proof.dataset) if proof.dataset else None
        if not proof.dataset:
            continue
        keys: tuple[SearchKey | None, ...] = ()
        if dataset is not None:
            keys = search_keys(proof, dataset, service, received)
        for key in keys or (None,):
            digest = case_digest(file.subject, proof.dataset, key.value) if key is not None else ""
            record = Record(proof=proof, dataset=dataset, choice=chosen.get(proof.code), key=key, key_digest=digest)
            of_it = [one for one in asked if record.is_asked_by(one)]
            found.append(replace(record, query=of_it[-1]) if of_it else record)
    return tuple(found)


def search_keys(proof: Proof, dataset: Dataset, service: Service, received: RequestReceived) -> tuple[SearchKey, ...]:
    """By what a register is asked: the field that the proof names, while it is seen on the form, else the applicant."""
    if proof.key:
        seen = fill(service, received.form, received.received_local[:10])
        stands = [
            (one.field, one.value, row)
            for section in seen.sections
            for row, fields in enumerate(section.rows)
            for one in fields
            if field_code(one.key) == proof.key
        ]
        if stands:
            repeats = len({row for _, _, row in stands}) > 1 or _repeats(service, proof.key)
            keys = [
                SearchKey(_kind(field, dataset), value, row if repeats else -1) for field, value, row in stands if value
            ]
            return tuple(dict.fromkeys(keys))
    return _of_person(received.applicant, dataset)


def refusal(record: Record, rules: EzupRules, procedure: str, state: str) -> str:
    """Why a record cannot be asked for now, as a code; nothing where it can. The centre asks the same again."""
    if state in FINISHED:
        return "case_closed"
    if record.dataset is None or not rules.may_ask(procedure, record.dataset.code):
        return "ezup_not_granted"
    if record.choice is None or not record.choice.signed:
        return "statement_missing"
    if record.choice.by != "body":
        return "left_to_party"
    if record.key is None:
        return "ezup_no_key"
    return "query_repeated" if record.query is not None and record.query.blocks else ""


def with_case(asked: Iterable[Query], known: Iterable[Record]) -> tuple[Query, ...]:
    """Those whose record is with the case, oldest first; not those by a key that has been corrected since.

    ``known`` are the case's records as it stands; a proof that they do not have any more counts as it was asked.
    """
    records_ = tuple(known)
    proofs = {one.proof.code for one in records_}
    attached = (one for one in asked if one.state == "done" and one.attached_at)
    return tuple(
        one for one in attached if one.proof not in proofs or any(record.is_asked_by(one) for record in records_)
    )


def named_values(received: RequestReceived, form: Mapping[str, str]) -> frozenset[str]:
    """Every number and sign that a case names: what may be searched for it, and nothing else."""
    people: Iterable[Person] = [one for one in (received.applicant, received.representative) if one is not None]
    numbers = [value for one in people for value in (one.id_number, one.company_number, one.document.number)]
    return frozenset(value for value in (*numbers, *form.values()) if value)


def _of_person(person: Person, dataset: Dataset) -> tuple[SearchKey, ...]:
    natural = person.id_number if person.id_kind in ("jmbg", "foreigner", "passport") else ""
    values: dict[KeyKind, str] = {
        "jmbg": natural,
        "pib": person.id_number if person.id_kind == "company" else "",
        "mb": person.company_number,
        "document": person.document.number,
    }
    found = next(((kind, values[kind]) for kind in dataset.keys if values.get(kind)), None)
    return (SearchKey(*found),) if found is not None else ()


def _kind(field: Field, dataset: Dataset) -> KeyKind:
    known = _TYPED.get(field.type)
    if known is not None:
        return known
    return next((kind for kind in dataset.keys if kind not in _TYPED.values()), dataset.keys[0])


def _repeats(service: Service, key: str) -> bool:
    section = next((one for one in service.sections if one.code == key.partition(".")[0]), None)
    return section is not None and section.repeat_max > 1
