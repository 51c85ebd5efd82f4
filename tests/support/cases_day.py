"""A busy desk at which a handler works on cases: one taken, one called to supplement, one given up by the party."""

from __future__ import annotations

from clerk_app.contract.reference import Colleague
from clerk_app.domain.requests import OutboxState, RequestView
from tests.support.desk_day import busy_desk
from tests.support.fake_desk import FakeDesk

OGNJEN = Colleague(
    user="omodelic", name="Огњен Моделић", role="handler", office="1", office_name="Услужни центар Примерово"
)
JOVAN = Colleague(user="jprobic", name="Јован Пробић", role="clerk")
PAVLE = Colleague(
    user="puzorni", name="Павле Узорни", role="supervisor", office="2", office_name="Месна канцеларија Узорно"
)
MISSING = ("Уверење о исплаћеној заради за септембар", "Копија личне карте заступника")
UNTIL = "2026-12-04"


def cases_desk(role: str = "handler") -> FakeDesk:
    """The desk, with what was recorded already taken by the centre."""
    desk = busy_desk("handler")
    desk.reference.knows(OGNJEN, JOVAN, PAVLE)
    casework = desk.actions.casework
    casework.take(mine(desk).subject)
    called = of_state(desk, "zaveden")
    casework.take(called.subject)
    casework.call(called.subject, MISSING, UNTIL)
    casework.withdraw(given_up(desk).subject, "Не треба више")
    for view in (mine(desk), called, given_up(desk)):
        desk.journal.marks[view.subject] = OutboxState(mark="accepted")
    desk.role = role
    desk.sign_in()
    return desk


def of_state(desk: FakeDesk, state: str) -> RequestView:
    """The newest request in a state."""
    return next(view for view in desk.requests._all() if view.state == state)


def mine(desk: FakeDesk) -> RequestView:
    """What the handler works on."""
    return of_state(desk, "u_radu")


def called(desk: FakeDesk) -> RequestView:
    """What the handler called the party for."""
    return next(view for view in desk.requests._all() if view.work is not None and view.work.supplement_by == UNTIL)


def given_up(desk: FakeDesk) -> RequestView:
    """What the party does not want any more; it was returned to be supplemented before."""
    views = desk.requests._all()
    return next(view for view in views if view.unique_number == "004808940/2026")
