"""One visit for eID as a value that moves on: what is known, what is under way, what comes next; no window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from clerk_app.contract.eid import EidAccount
from clerk_app.domain.errors import CounterError, Invalid, Refused
from clerk_app.domain.people import Person
from clerk_app.ui.eid.state import STEPS, EidForm, EidState, of_person

_FIELD_STEPS = {"read_back": "contact", "email": "contact", "phone": "contact"}
_NEW_ACT = frozenset({"parameters_gone", "act_reused"})
_VERBS = {"person": "look_up", "account": "go_on", "contact": "register", "sheet": "print"}


class Visit:
    """Holds the form. Parameters never come here: an act is named by its id, and spent once its sheet is out."""

    def __init__(self, new_act: Callable[[], str]) -> None:
        self._new_act = new_act
        self._form: EidForm | None = None
        self.busy = ""
        self.error: CounterError | None = None

    @property
    def form(self) -> EidForm:
        """The visit as it stands; an empty one where none has begun."""
        return self._form or self.begin(None)

    @property
    def begun(self) -> bool:
        """Whether somebody is here whose account is known and whose sheet is not out."""
        return self._form is not None and self._form.account is not None and not self._form.given

    @property
    def empty(self) -> bool:
        """Whether nobody has come yet."""
        return self._form is None

    def begin(self, person: Person | None) -> EidForm:
        """Somebody is here; whoever was before is forgotten."""
        form = EidForm(register_act=self._new_act(), issue_act=self._new_act())
        self._form, self.error, self.busy = of_person(form, person) if person else form, None, ""
        return self._form

    def state(self) -> EidState:
        """What the pages show."""
        return EidState(form=self.form, busy=self.busy, error=self.error)

    def change(self, form: EidForm) -> None:
        """Something was typed or confirmed: what was wrong with it may be right now."""
        self._form = form
        if isinstance(self.error, (Invalid, Refused)):
            self.error = None

    def go_to(self, step: str) -> None:
        """Another step is open."""
        self._form = replace(self.form, step=step)

    def neighbour(self, by: int) -> str:
        """The step before or after; the ends hold."""
        return STEPS[min(max(STEPS.index(self.form.step) + by, 0), len(STEPS) - 1)]

    def verb(self) -> str:
        """What Ctrl+Enter does now: never a second sheet."""
        return "next" if self.form.given and self.form.step == "sheet" else _VERBS[self.form.step]

    def after_account(self) -> str:
        """Where the account that there is, or is not, leads."""
        account = self.form.account
        if account is None:
            return "person"
        if account.state == "blocked":
            return "account"
        return "contact" if account.level == "none" else "sheet"

    def heard(self, account: EidAccount) -> str:
        """The centre has said how the account stands; gives the step to go to."""
        self.busy, self._form = "", replace(self.form, account=account)
        return self.after_account()

    def sheet_left(self, *, given: str) -> None:
        """A sheet was handed over at a time, or was not: its act is spent."""
        account = self.form.account
        if given and account is not None:
            account = EidAccount("high", account.state, account.email, account.phone)
        self.busy, self.error = "", None
        self._form = replace(
            self.form, given=given, lost=not given, account=account, issue_act=self._new_act(), step="sheet"
        )

    def again(self) -> None:
        """The sheet that was handed over is lost or not wanted: others may be given, which end it."""
        self._form = replace(self.form, given="")

    def failed(self, error: CounterError) -> tuple[str, str]:
        """Something went wrong; gives the step and the field where it stands, if it stands at one."""
        if error.code == "eid_sheet_lost":
            self.sheet_left(given="")
            return "", ""
        self.busy, self.error = "", error
        if error.code in _NEW_ACT:
            self._form = replace(self.form, issue_act=self._new_act(), register_act=self._new_act())
        field = error.field if isinstance(error, Invalid) else ""
        return (_FIELD_STEPS.get(field, "person"), field) if field else ("", "")
