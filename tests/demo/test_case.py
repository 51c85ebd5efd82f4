import pytest

from clerk_app.app.windows import Program
from clerk_app.demo.case import READ, SERVICE, Case
from clerk_app.demo.watching import Watching


def test_the_service_of_the_case_has_a_record_and_a_fee(program: Program) -> None:
    services = Watching(program).desk().actions.choosing.services()
    chosen = next(one for one in services if one.id == SERVICE)
    assert READ in {proof.dataset for proof in chosen.proofs}
    assert chosen.fees


def test_a_case_that_was_not_received_yet_is_not_there(program: Program) -> None:
    case = Case(Watching(program), program.place.texts.text)
    for look in (case.view, case.queries, case.order, case.acts, case.documents, case.record_button):
        with pytest.raises(LookupError):
            look()
