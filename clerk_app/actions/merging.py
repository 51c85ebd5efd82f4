"""Merging: a request that was changed on two sides, compared field by field, and what the clerk chose."""

from __future__ import annotations

from collections.abc import Mapping

from clerk_app.actions.casework import LONGEST_NOTE
from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.domain.bodies import RequestCorrected
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.domain.merging import CONFLICT, Choice, Merge, conflict_of, resolution, three_way
from clerk_app.domain.scripts import tidy
from clerk_app.ports.case_files import CaseFiles
from clerk_app.ports.desk_file import Journal, NewEntry, Requests
from clerk_app.ports.outbox import CaseSteps, OutboxDesk


class Merging:
    """Shows what the centre holds for a conflict, and records the choice as an entry that takes its place."""

    def __init__(
        self,
        *,
        sessions: Sessions,
        requests: Requests,
        files: CaseFiles,
        outbox: OutboxDesk,
        steps: CaseSteps,
        journal: Journal,
    ) -> None:
        self._sessions = sessions
        self._requests = requests
        self._files = files
        self._outbox = outbox
        self._steps = steps
        self._journal = journal

    def open(self, subject: bytes) -> Merge | None:
        """Both sides of a request; nothing where no conflict stands any more. Raises ``Refused`` and ``SignIn``."""
        self._sessions.require("correct")
        view = self._requests.view(subject)
        if view is None:
            return None
        held = [item for item in self._outbox.attention() if item.subject == subject and item.code == CONFLICT]
        conflicts = [conflict_of(item.seq, item.params) for item in held]
        return three_way(self._files.of(subject), conflicts, view.version)

    def may_see_special(self) -> bool:
        """Whether whoever is signed in may see special values when they ask to."""
        try:
            self._sessions.require("open_special")
        except Refused:
            return False
        return True

    def resolve(self, merge: Merge, choices: Mapping[str, Choice], note: str = "") -> None:
        """Record the choice on what was compared; what was changed since comes back as another conflict.

        Raises ``Invalid('unchosen')`` while an overlap is open, and ``Refused`` (``conflict_gone``,
        ``already_annulled`` and as every action).
        """
        grant = self._sessions.require("correct")
        form = resolution(merge, choices)
        if form is None:
            raise Invalid("unchosen", field="rows")
        view = self._requests.view(merge.subject)
        if view is not None and view.annulled:
            raise Refused("already_annulled")
        now = self.open(merge.subject)
        if now is None or (now.conflicts, now.resolves) != (merge.conflicts, merge.resolves):
            raise Refused("conflict_gone")
        body = RequestCorrected(
            base_version=merge.base, form=form, note=tidy(note)[:LONGEST_NOTE], resolves=merge.resolves
        )
        self._journal.record(
            NewEntry(kind="request.corrected", subject=merge.subject, grant=grant.id, body=canonical.encode(body))
        )

    def leave(self, subject: bytes, seq: int) -> None:
        """Let go of a change that the centre did not take, for the request has been annulled: nothing can come of it.

        Raises ``Refused`` (``conflict_stands`` for any other request, ``entry_not_held``).
        """
        self._sessions.require("correct")
        view = self._requests.view(subject)
        if view is None or not view.annulled:
            raise Refused("conflict_stands")
        self._steps.let_go(seq)
