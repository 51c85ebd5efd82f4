"""What is missing from a request, as far as it can be told: the words that a call to supplement begins with."""

from __future__ import annotations

from clerk_app.domain.expressions import compiled
from clerk_app.domain.findings import Finding
from clerk_app.domain.forms import scope_of
from clerk_app.ui.detail.opened import Opened
from clerk_app.ui.detail.tabs import finding_sentence, proof_name, where_words
from clerk_app.ui.markup import plain
from clerk_app.ui.screen import Context


def missing_of(opened: Opened, context: Context) -> tuple[str, ...]:
    """Records that the party has to bring and has not, then what the desk and the centre noted; each once."""
    return tuple(dict.fromkeys((*_records(opened, context), *_noted(opened, context))))


def proofs_to_see(opened: Opened, context: Context) -> tuple[tuple[str, str], ...]:
    """Code and name of every record that the party may bring and that is not enclosed yet."""
    body, service = opened.body, opened.service
    if service is None:
        return ()
    enclosed = {ref.proof for ref in body.enclosures} if body is not None else set()
    return tuple(
        (proof.code, proof_name(proof.code, service, context)) for proof in service.proofs if proof.code not in enclosed
    )


def _records(opened: Opened, context: Context) -> list[str]:
    body, service = opened.body, opened.service
    if body is None or service is None:
        return []
    enclosed = {ref.proof for ref in body.enclosures}
    by_party = {choice.proof for choice in body.proofs if choice.by == "party"}
    scope = scope_of(service, body.form, body.received_local[:10])
    return [
        proof_name(proof.code, service, context)
        for proof in service.proofs
        if (proof.source == "citizen" or proof.code in by_party)
        and proof.code not in enclosed
        and compiled(proof.required).as_bool(scope, otherwise=False)
    ]


def _noted(opened: Opened, context: Context) -> list[str]:
    """A finding at a record is said by the record's name alone; it stands among the records already."""
    noted = (finding for finding in opened.view.findings if not finding.where.startswith("proof."))
    return [_sentence(finding, opened, context) for finding in noted]


def _sentence(finding: Finding, opened: Opened, context: Context) -> str:
    """A field that is empty is said by its name alone."""
    if finding.code == "required_missing":
        return plain(where_words(finding, opened, context))
    where, what = where_words(finding, opened, context), finding_sentence(finding, opened, context)
    return plain(f"{where}: {what[:1].lower()}{what[1:]}")
