"""Work on a case after it was received: its next state, a call to supplement and what is brought, hand-overs."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.contract.reference import COLLEAGUES, Colleague
from clerk_app.contract.signin import Grant
from clerk_app.domain import cases
from clerk_app.domain.amendments import base_of
from clerk_app.domain.bodies import EnclosureRef, FormValues
from clerk_app.domain.case_bodies import CaseHanded, CaseMoved, RequestSupplemented, RequestWithdrawn
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.domain.permissions import Activity, may
from clerk_app.domain.requests import FINISHED, RequestView
from clerk_app.domain.scripts import tidy
from clerk_app.domain.values import read_date
from clerk_app.ports.case_files import CaseFiles
from clerk_app.ports.clock import Clock
from clerk_app.ports.desk_file import Journal, NewEntry, Requests
from clerk_app.ports.outbox import CaseSteps, Reference

LONGEST_NOTE = 2000
MOST_MISSING = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a citizen brings to a request that was not whole: changed fields, papers scanned, papers seen.

    The fields stand on the centre's version that the clerk has ``looked_at``; none: on the newest that is known.
    """

    form: FormValues
    enclosures: tuple[EnclosureRef, ...] = ()
    seen: tuple[str, ...] = ()
    note: str = ""
    looked_at: int | None = None


class Casework:
    """Records the work on cases; what the centre makes of it is told by the exchange."""

    def __init__(
        self,
        *,
        sessions: Sessions,
        requests: Requests,
        reference: Reference,
        files: CaseFiles,
        journal: Journal,
        steps: CaseSteps,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._requests = requests
        self._reference = reference
        self._files = files
        self._journal = journal
        self._steps = steps
        self._clock = clock

    def next_states(self, view: RequestView) -> tuple[cases.State, ...]:
        """The steps that whoever is signed in can record now, in the order of an office; none for who may not."""
        if not may(self._sessions.current().grant.role, "handle") or not view.registered or view.annulled:
            return ()
        return tuple(state for state in cases.STATES if not cases.refused(view.state, state, _payment(view)))

    def move(self, subject: bytes, state: str, note: str = "") -> None:
        """Give a case its next state.

        Raises ``Refused`` (``transition_impossible``, ``payment_missing``, ``not_registered``, and as every action).
        """
        if state == cases.TO_SUPPLEMENT:
            raise Invalid("missing_unsaid", field="missing")
        self._move(subject, state, note)

    def call(self, subject: bytes, missing: tuple[str, ...], supplement_by: str, note: str = "") -> None:
        """Call the party to supplement: what is missing, each in a few words, and the last day for it (ISO).

        Raises ``Invalid`` (``missing_unsaid``, ``supplement_day``) beside what ``move`` does.
        """
        said = tuple(words for text in missing[:MOST_MISSING] if (words := tidy(text)[:200]))
        if not said:
            raise Invalid("missing_unsaid", field="missing")
        today = self._clock.local().date().isoformat()
        if read_date(supplement_by) != supplement_by or supplement_by <= today:
            raise Invalid("supplement_day", field="supplement_by")
        self._move(subject, cases.TO_SUPPLEMENT, note, said, supplement_by)

    def supplement(self, subject: bytes, brought: Brought) -> None:
        """Take what the citizen brings; raises ``Invalid('nothing_brought')``, and ``Refused`` for what is finished."""
        view, grant = self._open(subject, "receive")
        if view.state in FINISHED:
            raise Refused("case_finished")
        if not (brought.form or brought.enclosures or brought.seen or tidy(brought.note)):
            raise Invalid("nothing_brought", field="form")
        seen = view.version if brought.looked_at is None else min(brought.looked_at, view.version)
        base = base_of(self._files.of(subject), brought.form, seen)
        body = RequestSupplemented(
            base_version=base,
            received_local=self._local(),
            clerk=grant.user,
            clerk_name=grant.name,
            form=brought.form,
            enclosures=brought.enclosures,
            seen=brought.seen,
            note=tidy(brought.note)[:LONGEST_NOTE],
        )
        self._record("request.supplemented", subject, grant, body)

    def withdraw(self, subject: bytes, reason: str = "", *, by_representative: bool = False) -> None:
        """The party gives the request up; raises ``Refused`` (``already_withdrawn``, ``case_finished``)."""
        view, grant = self._open(subject, "receive")
        if view.work is not None and view.work.withdrawn:
            raise Refused("already_withdrawn")
        if view.state in FINISHED:
            raise Refused("case_finished")
        body = RequestWithdrawn(
            received_local=self._local(),
            clerk=grant.user,
            clerk_name=grant.name,
            reason=tidy(reason)[:LONGEST_NOTE],
            by_representative=by_representative,
        )
        self._record("request.withdrawn", subject, grant, body)

    def colleagues(self) -> tuple[Colleague, ...]:
        """Everybody who can be given a case, but whoever is signed in; empty before the centre has said so."""
        item = self._reference.get(COLLEAGUES)
        known = canonical.decode(item.body, tuple[Colleague, ...]) if item is not None else ()
        me = self._sessions.current().grant.user
        return tuple(one for one in known if one.user != me and may(one.role, "hand_over"))

    def hand(self, subject: bytes, to: Colleague, note: str = "") -> None:
        """Give a case to a colleague; to one of another office it goes there. Raises ``Refused``."""
        view, grant = self._open(subject, "hand_over")
        if not may(to.role, "hand_over"):
            raise Refused("not_permitted")
        elsewhere = to.office if to.office and to.office != grant.office else ""
        body = CaseHanded(
            base_version=view.version,
            to=to.user,
            to_name=to.name,
            office=elsewhere,
            clerk=grant.user,
            clerk_name=grant.name,
            note=tidy(note)[:LONGEST_NOTE],
        )
        self._record("case.handed", subject, grant, body)

    def take(self, subject: bytes) -> None:
        """Take a case oneself."""
        grant = self._sessions.require("hand_over")
        mine = Colleague(user=grant.user, name=grant.name, role=grant.role, office=grant.office)
        self.hand(subject, mine)

    def leave(self, subject: bytes, seq: int) -> None:
        """Leave a case as the centre has it: the step of entry ``seq``, which it did not take, is wanted no more.

        Raises ``Refused('step_stands')`` while that step is all that is known here of how the case stands now.
        """
        view, _grant = self._open(subject, "hand_over")
        if view.work is not None and view.work.pending:
            raise Refused("step_stands")
        self._steps.let_go(seq)

    def _move(
        self, subject: bytes, state: str, note: str, missing: tuple[str, ...] = (), supplement_by: str = ""
    ) -> None:
        view, grant = self._open(subject, "handle")
        if not view.registered:
            raise Refused("not_registered")
        code = cases.refused(view.state, state, _payment(view))
        if code:
            raise Refused(code)
        body = CaseMoved(
            base_version=view.version,
            state=state,
            clerk=grant.user,
            clerk_name=grant.name,
            note=tidy(note)[:LONGEST_NOTE],
            missing=missing,
            supplement_by=supplement_by,
        )
        self._record("case.moved", subject, grant, body)

    def _open(self, subject: bytes, activity: Activity) -> tuple[RequestView, Grant]:
        """The case, if it stands, and the grant of whoever may; raises ``Refused`` and ``SignIn``."""
        grant = self._sessions.require(activity)
        view = self._requests.view(subject)
        if view is None:
            raise Refused("request_unknown")
        if view.annulled:
            raise Refused("already_annulled")
        return view, grant

    def _record(self, kind: str, subject: bytes, grant: Grant, body: object) -> None:
        self._journal.record(NewEntry(kind=kind, subject=subject, grant=grant.id, body=canonical.encode(body)))

    def _local(self) -> str:
        return self._clock.local().isoformat(timespec="seconds")


def _payment(view: RequestView) -> str:
    return view.work.payment if view.work is not None else ""
