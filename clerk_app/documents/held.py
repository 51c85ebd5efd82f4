"""What we hold on a person here: a report for that person, in their language, with everything in full."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from clerk_app.contract.ezup import LogRow
from clerk_app.documents.happenings import happening_words
from clerk_app.documents.held_later import delivered, deliveries, later_files, payments, statements
from clerk_app.documents.layouts import Layouts, Words
from clerk_app.documents.request_form import person_rows
from clerk_app.documents.wording import PaperTexts, day, instant, kept_value, second
from clerk_app.domain.bodies import FormValues, RequestReceived
from clerk_app.domain.catalogue import Service
from clerk_app.domain.ezup import Query
from clerk_app.domain.findings import Finding
from clerk_app.domain.forms import key_of, rule_message
from clerk_app.domain.numbers import parse_unique
from clerk_app.domain.people import Person
from clerk_app.domain.retention import DRAFT_DAYS
from clerk_app.i18n import Texts
from clerk_app.ports.paper import HeldDraft, HeldFacts, HeldRequest

type Rows = list[list[str]]


class HeldPaper:
    """Draws the report."""

    def __init__(self, layouts: Layouts, texts: PaperTexts) -> None:
        self._layouts = layouts
        self._texts = texts

    def held(self, facts: HeldFacts) -> bytes:
        """The report as PDF."""
        return self._layouts.pdf("held", held_words(facts, self._texts.of(facts.language)))


def held_words(facts: HeldFacts, texts: Texts) -> Words:
    """Everything in the report, in words."""
    municipality, issuer = facts.issuer.municipality, facts.issuer
    return {
        "head": [municipality.name, municipality.body, f"{municipality.address}, {municipality.place}"],
        "title": texts.text("held.title"),
        "number": facts.number,
        "made": texts.text("held.made", at=second(texts, facts.made), counter=issuer.counter, clerk=facts.clerk),
        "practice": texts.text("receipt.practice") if issuer.practice else "",
        "scope": texts.text("held.scope", counter=issuer.counter, body=municipality.body),
        "nothing": "" if facts.requests or facts.drafts else texts.text("held.nothing"),
        "items": [
            *(_request(held, texts) for held in facts.requests),
            *(_draft(held, texts) for held in facts.drafts),
            *_accesses(facts, texts),
        ],
        "kept_title": texts.text("held.kept_title"),
        "kept": _kept(facts, texts),
        "rights_title": texts.text("held.rights_title"),
        "rights": texts.text("held.rights", officer=municipality.data_protection),
    }


def _request(held: HeldRequest, texts: Texts) -> dict[str, Any]:
    """One request: its facts, the person in it, the values, and who saw it."""
    view = held.view
    rows = [
        ["held.part", texts.text(f"held.part.{held.part}")],
        ["request_form.number", view.number],
        ["held.unique", str(parse_unique(view.unique_number) or texts.text("receipt.not_yet"))],
        ["held.received", second(texts, view.received_at)],
        ["held.state", texts.text(f"state.{view.state}")],
        ["held.way", texts.text(f"mark.{view.mark}")],
    ]
    own = _of_body(held.body, held.service, texts) if held.body else []
    groups = [
        _group("held.person", _person(held.person, texts), texts),
        *_values(held.forms, held, texts),
        _group("request_form.enclosures", _enclosures(held.body) + later_files(held.own, texts), texts),
        _group("held.statements", statements(held.body, held.own, held.service, texts), texts),
        _group("held.payments", payments(held.own, texts), texts),
        _group("held.delivery", deliveries(held.own, texts) + delivered(held.delivered, texts), texts),
        _group("held.prints", _prints(held, texts), texts),
        _group("held.history", _history(held, texts), texts),
        _group("held.queries", [_query(one, texts) for one in held.queries], texts),
        _group(
            "held.looks",
            [[instant(texts, look.at), _look(look.who, look.activity, texts)] for look in held.looks],
            texts,
        ),
    ]
    return {
        "title": _name(held.service, view.service, texts),
        "rows": _worded(rows, texts) + own,
        "groups": _some(groups),
    }


def _draft(held: HeldDraft, texts: Texts) -> dict[str, Any]:
    """One draft: what was entered, and by whom."""
    rows = [
        ["held.part", texts.text(f"held.part.{held.part}")],
        ["held.saved", instant(texts, held.saved)],
        ["held.clerk", held.clerk],
        ["held.note", held.note],
    ]
    groups = [
        _group("held.person", _person(held.person, texts), texts),
        *_values((held.form,), held, texts),
        _group("request_form.enclosures", [[title, ""] for title in held.enclosures], texts),
    ]
    named = texts.text("held.draft", service=texts.wording(held.service.name)) if held.service is not None else ""
    return {
        "title": named or texts.text("held.draft_bare"),
        "rows": _worded(rows, texts),
        "groups": _some(groups),
    }


def _accesses(facts: HeldFacts, texts: Texts) -> list[dict[str, Any]]:
    """Questions to registers by the person's number, as the centre's log has them; or that it could not be read."""
    if not facts.number:
        return []
    title, scope = texts.text("held.accesses"), texts.text("held.accesses.scope")
    rows = [[instant(texts, row.made), _access(row, texts)] for row in facts.accesses]
    if facts.accesses_lack:
        scope = texts.text("held.accesses.lack")
    elif not rows:
        rows = [[texts.text("held.accesses.none"), ""]]
    return [{"title": title, "rows": [[texts.text("held.accesses.what"), scope], *rows], "groups": []}]


def _access(row: LogRow, texts: Texts) -> str:
    """Who asked for what in which case, what came of it, and who read it."""
    state = "attached" if row.attached else {"asking": "asked"}.get(row.state, row.state)
    if row.reason in ("kept_no_longer", "desk_lost") and not row.attached and row.state == "done":
        state = "dropped"
    key = f"held.query.{state}"
    read = ", ".join(dict.fromkeys(one.user_name or one.user for one in row.readings))
    parts = (
        f"{row.title or row.dataset}: {texts.text(key) if texts.has(key) else state}",
        row.purpose,
        row.number,
        row.user_name or row.user,
        texts.text("held.accesses.read", who=read) if read else "",
    )
    return " · ".join(part for part in parts if part)


def _name(service: Service | None, code: str, texts: Texts) -> str:
    return texts.wording(service.name) if service is not None else code


def _of_body(body: RequestReceived, service: Service | None, texts: Texts) -> Rows:
    """What else was noted of the person's own request."""
    other = body.representative
    rows = [
        ["held.clerk", body.clerk],
        ["receipt.representative", other.spoken_name() if other else ""],
        ["receipt.deadline", day(texts, body.deadline)],
        ["held.fee", texts.amount(body.fee.total) if body.fee.total else ""],
        ["held.exemption", _exemption(body.fee.exemption, service, texts)],
        ["held.findings", " ".join(_finding(finding, service, texts) for finding in body.findings)],
        ["held.note", body.note],
    ]
    return _worded(rows, texts)


def _exemption(code: str, service: Service | None, texts: Texts) -> str:
    grounds = service.exemptions if service is not None else ()
    return next((texts.wording(ground.label) for ground in grounds if ground.code == code), code)


def _finding(finding: Finding, service: Service | None, texts: Texts) -> str:
    message = rule_message(service, finding) if service is not None else None
    return texts.wording(message) if message else texts.text(f"finding.{finding.code}", **finding.params)


def _person(person: Person | None, texts: Texts) -> Rows:
    """Everything kept of a person, the number in full."""
    if person is None:
        return []
    document = person.document
    more = [
        ["held.sex", texts.text(f"held.sex.{person.sex}") if person.sex else ""],
        ["held.birth_place", person.birth_place],
        ["held.issuer", document.issuer],
        ["held.issued", day(texts, document.issued)],
        ["held.expires", day(texts, document.expires)],
        ["held.source", texts.text(f"held.source.{person.source}")],
    ]
    return person_rows(person, texts) + _worded(more, texts)


def _values(forms: tuple[FormValues, ...], held: HeldRequest | HeldDraft, texts: Texts) -> list[dict[str, Any]]:
    """Every value as received and as corrected; a value that the definition does not know stands under its code."""
    groups = []
    for place, form in enumerate(forms):
        title = texts.text("held.corrected" if place else "held.values")
        groups.append({"title": title, "rows": _form(form, held, texts)})
    return groups


def _form(form: FormValues, held: HeldRequest | HeldDraft, texts: Texts) -> Rows:
    left = dict(form)
    rows: Rows = []
    for section in held.service.sections if held.service is not None else ():
        for row in range(section.repeat_max):
            for field in section.fields:
                value = left.pop(key_of(section, row, field.code), "")
                if value:
                    label = texts.wording(field.label)
                    shown = kept_value(field, value, texts, held.labels)
                    rows.append([f"{label} ({row + 1})" if section.repeat_max > 1 else label, shown])
    return rows + [[key, value] for key, value in sorted(left.items()) if value]


def _enclosures(body: RequestReceived | None) -> Rows:
    return [[ref.title, ""] for ref in body.enclosures] if body is not None else []


def _prints(held: HeldRequest, texts: Texts) -> Rows:
    return [[instant(texts, job.made), texts.text(f"held.print.{job.state.value}")] for job in held.prints]


def _query(query: Query, texts: Texts) -> list[str]:
    """One question to a register: when and by whom, which record, and what came of it."""
    state = "attached" if query.attached_at else query.state
    said = texts.text(f"held.query.{state}")
    return [f"{instant(texts, query.at)}, {query.clerk}", f"{query.title} ({query.key}): {said}"]


def _history(held: HeldRequest, texts: Texts) -> Rows:
    """What happened with the person's own request."""
    if held.body is None:
        return []
    told = [(item.at, happening_words(item, texts)) for item in held.view.history]
    return [[instant(texts, at), " · ".join(part for part in words if part)] for at, words in told]


def _look(who: str, activity: str, texts: Texts) -> str:
    return f"{texts.text(f'held.look.{activity}')}, {who}"


def _kept(facts: HeldFacts, texts: Texts) -> list[str]:
    """How long each kind is kept."""
    kept = facts.retention
    return [
        texts.many("held.kept.closed", kept.closed),
        texts.many("held.kept.silent", kept.silent),
        texts.many("held.kept.draft", DRAFT_DAYS),
        texts.text("held.kept.unsent"),
        texts.text("held.kept.looks"),
        texts.text("held.kept.centre", body=facts.issuer.municipality.body),
    ]


def _worded(rows: Iterable[list[str]], texts: Texts) -> Rows:
    """Rows under the words of their keys; those without a value are left out."""
    return [[texts.text(key), value] for key, value in rows if value]


def _group(title: str, rows: Rows, texts: Texts) -> dict[str, Any]:
    return {"title": texts.text(title), "rows": rows}


def _some(groups: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The groups that hold anything."""
    return [group for group in groups if group["rows"]]
