"""A request as it stands: what was received, with what was changed or stated since, and the files that came."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.contract.entries import body_of
from clerk_app.domain.bodies import EnclosureRef, FormValues, ProofChoice, RequestCorrected, RequestReceived
from clerk_app.domain.case_bodies import RequestSupplemented
from clerk_app.domain.case_file import CaseFile
from clerk_app.domain.ezup import choices
from clerk_app.domain.ezup_bodies import Attached
from clerk_app.domain.journal import Header
from clerk_app.ports.desk_file import Bodies

_CHANGING = ("request.corrected", "request.supplemented", "ezup.attached")


def whole(bodies: Bodies, subject: bytes, case_file: CaseFile) -> RequestReceived | None:
    """The request with every change of this desk on top, and who obtains each record; nothing when it was erased."""
    body = bodies.received(subject)
    if body is None:
        return None
    form, files = dict(body.form), body.enclosures
    for entry in bodies.entries(subject):
        if entry.body is not None and _changes(entry.header, case_file):
            changed, brought = _of(body_of(entry.header.kind, entry.header.version, entry.body))
            form |= changed
            files += brought
    proofs = tuple(ProofChoice(proof=proof, by=choice.by) for proof, choice in choices(case_file, body).items())
    return replace(body, form=form, enclosures=files, proofs=proofs)


def _changes(header: Header, case_file: CaseFile) -> bool:
    """Whether an entry changes a request; a record that the centre did not take is not with the case."""
    return header.kind in _CHANGING and (header.kind != "ezup.attached" or case_file.way(header.seq).counts)


def _of(body: object) -> tuple[FormValues, tuple[EnclosureRef, ...]]:
    """What one entry changes: fields, and files that came with it."""
    if isinstance(body, RequestSupplemented):
        return body.form, body.enclosures
    if isinstance(body, Attached):
        return {}, (body.enclosure,)
    return (body.form, ()) if isinstance(body, RequestCorrected) else ({}, ())
