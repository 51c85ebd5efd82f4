"""A request as it stands: what was received, with what was changed or stated since, and the files that came."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.contract.entries import body_of
from clerk_app.domain.amendments import standing
from clerk_app.domain.bodies import EnclosureRef, ProofChoice, RequestReceived
from clerk_app.domain.case_bodies import RequestSupplemented
from clerk_app.domain.case_file import CaseFile
from clerk_app.domain.ezup import choices
from clerk_app.domain.ezup_bodies import Attached
from clerk_app.domain.journal import Header
from clerk_app.ports.desk_file import Bodies

_BRINGING = ("request.supplemented", "ezup.attached")


def whole(bodies: Bodies, subject: bytes, case_file: CaseFile) -> RequestReceived | None:
    """The request as it stands, and who obtains each record; nothing when it was erased.

    Own changes that the centre has not heard lie on top; what it holds or refuses waits for a clerk beside the case.
    """
    body = bodies.received(subject)
    if body is None:
        return None
    files = body.enclosures
    for entry in bodies.entries(subject):
        if entry.body is not None and _brings(entry.header, case_file):
            files += _of(body_of(entry.header.kind, entry.header.version, entry.body))
    proofs = tuple(ProofChoice(proof=proof, by=choice.by) for proof, choice in choices(case_file, body).items())
    return replace(body, form=standing(body.form, case_file), enclosures=files, proofs=proofs)


def _brings(header: Header, case_file: CaseFile) -> bool:
    """Whether files came with an entry; a record that the centre did not take is not with the case."""
    return header.kind in _BRINGING and (header.kind != "ezup.attached" or case_file.way(header.seq).counts)


def _of(body: object) -> tuple[EnclosureRef, ...]:
    """The files that came with one entry."""
    if isinstance(body, RequestSupplemented):
        return body.enclosures
    return (body.enclosure,) if isinstance(body, Attached) else ()
