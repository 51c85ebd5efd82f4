"""Taking over: what only the file of the desk before holds goes on here, each request under a number of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.actions.paying import Terms
from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.domain.bodies import EnclosureRef, RequestReceived
from clerk_app.domain.errors import Damaged, Refused
from clerk_app.domain.findings import Finding
from clerk_app.ports.desk_file import Drafts, JobState, Journal, NewEntry, NewPrintJob, Received, Requests
from clerk_app.ports.desk_file import PrintJobs as Jobs
from clerk_app.ports.earlier import Earlier, EarlierRequest
from clerk_app.ports.files import Enclosures


class TakingOver:
    """Receives again what was received under a number that somebody else has; a second time changes nothing.

    ``terms`` is what slips say from now on: the number of a request stands in the reference of its payment.
    """

    def __init__(
        self,
        *,
        sessions: Sessions,
        journal: Journal,
        requests: Requests,
        drafts: Drafts,
        jobs: Jobs,
        enclosures: Enclosures,
        new_job: Callable[[], NewPrintJob],
        terms: Callable[[], Terms] = lambda: lambda _body: (),
    ) -> None:
        self._sessions = sessions
        self._journal = journal
        self._requests = requests
        self._drafts = drafts
        self._jobs = jobs
        self._enclosures = enclosures
        self._new_job = new_job
        self._terms = terms

    def take(self, earlier: Earlier, refused: Iterable[int]) -> tuple[Received, ...]:
        """Take over all drafts, and the requests of the entries that the centre refuses to the desk before.

        The subject stays, so that neither this desk nor the centre ever has a request twice. A new receipt waits for
        each: the paper that the citizen has bears the other number. What was changed there of requests that the centre
        has is recorded here once more; whether it still may be, the centre says. Drafts come last: one that had come
        before something failed, and was received meanwhile, would come again.
        """
        grant = self._sessions.require("receive")
        refused = tuple(refused)
        for entry in earlier.changes(refused):
            header = entry.header
            change = NewEntry(kind=header.kind, subject=header.subject, grant=grant.id, body=entry.body or b"")
            self._journal.record(change)
        new = [one for one in earlier.requests(refused) if self._requests.view(one.subject) is None]
        taken = tuple(self._receive(earlier, one, grant.id) for one in new)
        for draft in earlier.drafts():
            form = canonical.decode(draft.content, IntakeForm)
            kept = replace(form, enclosures=self._adopted(earlier, form.enclosures))
            self._drafts.save(replace(draft, content=canonical.encode(kept)))
        return taken

    def _receive(self, earlier: Earlier, one: EarlierRequest, grant: str) -> Received:
        before, job, terms = one.body, self._new_job(), self._terms()
        enclosures = self._adopted(earlier, before.enclosures)
        noted = Finding("number_before", "number", {"number": before.number})

        def build(number: str) -> RequestReceived:
            again = replace(before, number=number, enclosures=enclosures, findings=(*before.findings, noted))
            return replace(again, fee=replace(again.fee, terms=terms(again)))

        received = self._journal.receive(build, subject=one.subject, grant=grant, print_job=job)
        self._jobs.move(job.id, JobState.FAILED, "print_not_begun")  # it stands under "Needs attention" until printed
        return received

    def _adopted(self, earlier: Earlier, refs: tuple[EnclosureRef, ...]) -> tuple[EnclosureRef, ...]:
        """The enclosures that could still be read there; the paper of the others is to be scanned again."""
        return tuple(ref for ref in refs if self._adopts(earlier, ref))

    def _adopts(self, earlier: Earlier, ref: EnclosureRef) -> bool:
        try:
            self._enclosures.adopt(ref, earlier.enclosure(ref))
        except (Refused, Damaged):
            return False
        return True
