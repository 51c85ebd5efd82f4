"""The operator's pages joined to their paths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from clerk_app.central import audit
from clerk_app.central.clock import Now, ScriptedClock
from clerk_app.central.database import Database
from clerk_app.central.enrolment import Enrolment
from clerk_app.central.enrolment_codes import EnrolmentCodes
from clerk_app.central.operator import page as cases_page
from clerk_app.central.operator.accounts import Accounts
from clerk_app.central.operator.alarms_page import AlarmsPage, open_alarms
from clerk_app.central.operator.audit_page import AuditPage
from clerk_app.central.operator.codes_page import PATH as CODES
from clerk_app.central.operator.codes_page import CodesPage
from clerk_app.central.operator.desk_page import DeskPage
from clerk_app.central.operator.fleet_page import FleetPage
from clerk_app.central.operator.frame import STYLE, Frame
from clerk_app.central.operator.guard import Asked, Guard
from clerk_app.central.operator.operators_page import PASSWORD, OperatorsPage
from clerk_app.central.operator.operators_page import PATH as OPERATORS
from clerk_app.central.operator.sessions import Sessions
from clerk_app.central.operator.sign_in_page import SignInPage
from clerk_app.central.operator.style import stylesheet
from clerk_app.central.quarantine import Quarantine
from clerk_app.central.reference import municipality_of
from clerk_app.domain.payments_stray import StrayPayments
from clerk_app.i18n import Texts

SAID = frozenset(
    {
        "operator.said.signed_out",
        "operator.said.stopped",
        "operator.said.resumed",
        "operator.said.wipe_asked",
        "operator.said.admitted",
        "operator.said.alarm_seen",
        "operator.said.code_withdrawn",
        "operator.said.operator_added",
        "operator.said.role_set",
        "operator.said.operator_ended",
        "operator.said.password_changed",
    }
)
"""What a page may be asked to say was done: anything else that stands in an address is not said."""
_DAY = "public, max-age=86400"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """The pages over the parts of a centre."""

    database: Database
    municipality: str
    texts: Texts
    now: Now
    accounts: Accounts
    enrolment: Enrolment
    quarantine: Quarantine
    strays: Callable[[], StrayPayments] = StrayPayments
    themes: Path | None = None

    def routes(self) -> list[Route]:
        """Every path; those that change something are forms."""
        sessions = Sessions(self.database, self.municipality, self.now)
        guard = Guard(sessions, self.texts, self._frame, SAID)
        door = SignInPage(self.accounts, sessions)
        return [
            *guard.door(door.show, door.enter, sessions.end),
            Route(STYLE, _style(stylesheet(self.themes)), methods=["GET"]),
            guard.page("/", FleetPage(self.database, self.municipality).show, place="fleet"),
            *self._desk(guard),
            *self._alarms(guard),
            *self._codes(guard),
            guard.page("/operator/cases", self._cases, place="cases"),
            guard.page("/operator/audit", AuditPage(self.database, self.municipality).show, place="audit"),
            *self._operators(guard),
        ]

    def _desk(self, guard: Guard) -> list[Route]:
        page, path = DeskPage(self.database, self.municipality, self.quarantine), "/operator/desks/{code}"
        return [
            guard.page(path, page.show, place="fleet"),
            guard.page(f"{path}/stop", page.ask_stop, place="fleet", role="operator"),
            guard.page(f"{path}/wipe", page.ask_wipe, place="fleet", role="operator"),
            guard.act(f"{path}/stop", page.stop, place="fleet"),
            guard.act(f"{path}/resume", page.resume, place="fleet"),
            guard.act(f"{path}/wipe", page.wipe, place="fleet"),
            guard.act(f"{path}/admit", page.admit, place="fleet"),
        ]

    def _alarms(self, guard: Guard) -> list[Route]:
        page = AlarmsPage(self.database, self.municipality, self.now)
        return [
            guard.page("/operator/alarms", page.show, place="alarms"),
            guard.act("/operator/alarms/{id:int}", page.acknowledge, place="alarms"),
        ]

    def _codes(self, guard: Guard) -> list[Route]:
        page = CodesPage(self.enrolment, EnrolmentCodes(self.database, self.municipality, self.now))
        return [
            guard.page(CODES, page.show, place="codes", role="operator"),
            guard.act(CODES, page.make, place="codes"),
            guard.act(f"{CODES}/{{digest}}/withdraw", page.withdraw, place="codes"),
        ]

    def _operators(self, guard: Guard) -> list[Route]:
        page, role = OperatorsPage(self.accounts), "administrator"
        return [
            guard.page(OPERATORS, page.show, place="operators", role=role),
            guard.act(OPERATORS, page.add, place="operators", role=role),
            guard.act(f"{OPERATORS}/role", page.set_role, place="operators", role=role),
            guard.act(f"{OPERATORS}/end", page.end, place="operators", role=role),
            guard.page(PASSWORD, page.ask_password),
            guard.act(PASSWORD, page.change_password, role="viewer"),
        ]

    def _cases(self, asked: Asked) -> str:
        """Cases and payments: what may name a person, so the look is written down first."""
        with self.database.write() as connection:
            name = asked.signed.name
            audit.note(
                connection, self.municipality, "operator_looked", at=self.now(), actor=name, target="cases, payments"
            )
        strays = self.strays()
        with self.database.read() as connection:
            shown = cases_page.work(connection, self.municipality, asked.frame.now, strays)
        return cases_page.render(asked.frame, shown)

    def _frame(self, frame: Frame) -> Frame:
        with self.database.read() as connection:
            name = municipality_of(connection, self.municipality).name
            alarms = open_alarms(connection, self.municipality) if frame.signed is not None else 0
        scripted = isinstance(self.now, ScriptedClock)
        return replace(frame, municipality=name, now=self.now(), alarms=alarms, scripted=scripted)


def _style(sheet: str) -> Callable[[Request], Response]:
    def style(_request: Request) -> Response:
        return Response(
            sheet, media_type="text/css", headers={"Cache-Control": _DAY, "X-Content-Type-Options": "nosniff"}
        )

    return style
