"""Visits: several services for one citizen, a visit put aside for another, and a stack of papers entered later."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.actions.intake import Intake, KeptDraft
from clerk_app.actions.intake_form import IntakeForm
from clerk_app.contract.signin import Grant
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.requests import RequestView
from clerk_app.ports.desk_file import Received, Requests


def with_received(form: IntakeForm, received: Received) -> IntakeForm:
    """The form as its visit goes on: what was received of it stands among what came earlier."""
    return replace(form, earlier=(*form.earlier, received.view.subject.hex()))


def another(intake: Intake, last: IntakeForm) -> IntakeForm:
    """A form for one more service in the visit of ``last``: the people and their wishes stay, all else begins anew."""
    return replace(
        intake.begin(last.applicant, last.language),
        step="service",
        representative=last.representative,
        representation=last.representation,
        delivery=last.delivery,
        visit=last.visit,
        earlier=last.earlier,
    )


def another_of(intake: Intake, subject: bytes, body: RequestReceived, today: str) -> IntakeForm:
    """The same from a request itself; only one that was received ``today`` (ISO) is still of the same visit."""
    begun = intake.begin(body.applicant, body.language)
    same = body.received_local[:10] == today and bool(body.visit)
    return replace(
        begun,
        step="service",
        representative=body.representative,
        representation=body.representation,
        delivery=body.delivery,
        visit=body.visit if same else begun.visit,
        earlier=(subject.hex(),) if same else (),
    )


def next_paper(intake: Intake, last: IntakeForm) -> IntakeForm:
    """A form for the next paper of a stack: the day, who took it and why stay; time and number are its own."""
    paper = replace(last.paper, time="", number="") if last.paper else None
    return replace(intake.begin(language=last.language), paper=paper, delivery=last.delivery)


def hold(intake: Intake, form: IntakeForm, *, since: str, focus: str = "", by: Grant | None = None) -> IntakeForm:
    """Put a visit aside as it is, durably: ``since`` (local ISO) is when, ``focus`` where the hand was."""
    held = replace(form, held_at=since, focus=focus)
    intake.save(held, by)
    return held


def taken_up(form: IntakeForm) -> IntakeForm:
    """A held visit as it goes on; its draft says so with the next save."""
    return replace(form, held_at="")


def held(intake: Intake) -> tuple[KeptDraft, ...]:
    """The visits that the clerk at work has put aside, longest waiting first."""
    return tuple(sorted((kept for kept in intake.kept() if kept.form.held_at), key=lambda kept: kept.form.held_at))


def received_in(requests: Requests, form: IntakeForm) -> tuple[RequestView, ...]:
    """What was received earlier in the visit of a form, in order; what was erased since is left out."""
    views = (requests.view(bytes.fromhex(subject)) for subject in form.earlier)
    return tuple(view for view in views if view is not None)
