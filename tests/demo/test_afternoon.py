from pathlib import Path

from clerk_app.app.windows import Program
from clerk_app.demo.afternoon import STEPS, Afternoon
from clerk_app.demo.hands import Hands
from clerk_app.demo.people import HANDLER, HANDLER_PASSWORD
from clerk_app.demo.visiting import Counter, Visiting
from clerk_app.demo.visits import VISITS
from clerk_app.demo.watching import Watching
from clerk_app.ui.screens.sign_in import SignInPage
from tests.demo.test_visiting import played, sketch
from tests.journeys.town import CLERK, PASSWORD
from tests.support.opened_program import sign_in, wait_in_qt


def change_to(program: Program, user: str, password: str) -> None:
    program.sign_out_wanted.emit()
    wait_in_qt(lambda: isinstance(program.page, SignInPage))
    sign_in(program, user, password)


def test_a_handler_takes_what_was_received_to_its_outcome(program: Program, tmp_path: Path) -> None:
    hands, watching, said = Hands(program.window, tmp_path), Watching(program), list[str]()
    portrait = (program.place.resources / "devices" / "portrait.jpg").read_bytes()
    visiting = Visiting(Counter(hands, watching, program.place.texts.text, portrait, sketch))
    assert played(visiting.play(VISITS[-1], picture=False), program) is None
    wait_in_qt(lambda: all(view.registered for view in watching.views()))
    afternoon = Afternoon(hands, watching, said.append)
    assert played(afternoon.look_around(), program) is None
    change_to(program, HANDLER, HANDLER_PASSWORD)
    assert played(afternoon.work(), program) is None
    views = watching.views()
    assert views
    assert {(view.state, view.handler, view.mark) for view in views} == {(STEPS[-1], HANDLER, "accepted")}
    assert said == ["demo.portal", "demo.day", "demo.handler"]
    change_to(program, CLERK, PASSWORD)
