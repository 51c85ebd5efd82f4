from dataclasses import replace
from pathlib import Path

from clerk_app.app.windows import Program
from clerk_app.demo.afternoon import Afternoon
from clerk_app.demo.bank import report_payment
from clerk_app.demo.case import READ, Case
from clerk_app.demo.hands import Hands
from clerk_app.demo.people import HANDLER, HANDLER_PASSWORD
from clerk_app.demo.systems import OtherSystems
from clerk_app.demo.visiting import Counter, Visiting
from clerk_app.demo.visits import VISITS
from clerk_app.demo.watching import Watching
from tests.demo.test_afternoon import change_to
from tests.demo.test_visiting import played, sketch
from tests.journeys.town import CLERK, PASSWORD, SUPERVISOR, SUPERVISOR_PASSWORD, Town
from tests.support.opened_program import wait_in_qt

PICTURES = [
    "records", "record", "payment", "paid", "act", "acts", "hand-over", "delivered", "indicators", "indicators-table",
]  # fmt: skip
STEPS = ["records", "payment", "paid", "act", "hand_over", "delivered", "indicators"]


def taken(hands: Hands) -> list[str]:
    return [Path(name).stem.partition("-")[2] for name in hands.taken]


def test_one_case_goes_through_every_other_system(program: Program, town: Town, tmp_path: Path) -> None:
    hands, watching, said = Hands(program.window, tmp_path), Watching(program), list[str]()
    portrait = (program.place.resources / "devices" / "portrait.jpg").read_bytes()
    counter = Counter(hands, watching, program.place.texts.text, portrait, sketch)
    visiting = Visiting(counter)

    def bank(order: str, amount: int) -> None:
        assert report_payment(Path(town.database), order, amount) == "taken"

    systems = OtherSystems(counter, visiting, said.append, bank)
    assert played(visiting.play(replace(VISITS[1], file=False), picture=False), program) is None
    wait_in_qt(lambda: all(view.registered for view in watching.views()))
    assert played(systems.records(), program) is None
    assert played(systems.payment(), program) is None
    change_to(program, HANDLER, HANDLER_PASSWORD)
    assert played(Afternoon(hands, watching, lambda _words: None).work(), program) is None
    assert played(systems.act(), program) is None
    change_to(program, CLERK, PASSWORD)
    assert played(systems.hand_over(), program) is None
    change_to(program, SUPERVISOR, SUPERVISOR_PASSWORD)
    assert played(systems.indicators(), program) is None
    assert [name for name in taken(hands) if name in PICTURES] == PICTURES
    assert said == [f"demo.{step}" for step in STEPS]
    check_case(Case(watching, program.place.texts.text))
    change_to(program, CLERK, PASSWORD)


def check_case(case: Case) -> None:
    """What the actions say of the case, whatever the windows showed."""
    assert [one.dataset for one in case.queries() if one.attached_at] == [READ]
    assert (case.order().state, case.order().due) == ("paid", 0)
    assert len(case.acts()) == 1
    assert [bool(document.legal_date) for document in case.documents()] == [True]
