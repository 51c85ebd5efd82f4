import pytest

from clerk_app.app.checks import ChosenPrinter, checks_of, restored_desk
from clerk_app.app.name import DeskName, save_name
from clerk_app.app.paper import printer_of
from clerk_app.devices.simulated_reader import SimulatedReaders
from clerk_app.domain.errors import Invalid, Unavailable
from clerk_app.ports.checks import CheckResult
from clerk_app.store.spool import STOPPED


@pytest.mark.parametrize("error", [Unavailable("printer_not_chosen"), Invalid("printer_profile")])
def test_a_printer_that_is_not_chosen_is_a_warning_and_no_fault(error):
    def none_chosen():
        raise error

    assert ChosenPrinter(none_chosen).run() == CheckResult("warning", error.code)


def test_everything_is_looked_at_before_anybody_is_enrolled(place_of):
    place = place_of()
    checks = checks_of(place, None, SimulatedReaders("A"), lambda: printer_of(place))
    assert len({check.name for check in checks}) == len(checks) == 11
    found = {check.name: check.run() for check in checks}
    assert found["receipt_printer"] == CheckResult("warning", "printer_not_chosen")
    assert found["card_reader"].params == {"readers": "A"}
    assert found["settings"].level == "fine"


def test_a_wrong_setting_is_found(place_of):
    place = place_of(scale="huge")
    (settings,) = (
        check
        for check in checks_of(place, None, SimulatedReaders(), lambda: printer_of(place))
        if check.name == "settings"
    )
    assert settings.run().level != "fine"


def test_a_desk_that_has_stopped_is_found_with_nobody_signed_in(place_of):
    place = place_of()
    save_name(place, DeskName(desk="A7"))
    assert restored_desk(place) == ""
    (place.paths.spool / STOPPED).touch()
    assert restored_desk(place) == "A7"
    checks = {check.name: check for check in checks_of(place, None, SimulatedReaders(), lambda: printer_of(place))}
    assert checks["journal"].run() == CheckResult("fault", "desk_restored", {"desk": "A7"})
