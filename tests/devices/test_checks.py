from typing import NoReturn

import pytest

from clerk_app.devices.checks import CardReaderCheck, PrinterCheck, TokenCheck
from clerk_app.devices.one_reader import OneReader
from clerk_app.devices.simulated_reader import SimulatedReaders
from clerk_app.domain.errors import Refused, Unavailable
from clerk_app.ports.checks import CheckResult
from clerk_app.ports.paper import PrinterStatus, Raster
from tests.support.fake_acts import CERTIFICATE, InventedToken


class Readers(SimulatedReaders):
    def __init__(self, answer):
        super().__init__()
        self._answer = answer

    def names(self):
        if isinstance(self._answer, Unavailable):
            raise self._answer
        return self._answer


class Printer:
    width = 576

    def __init__(self, status):
        self._status = status

    def status(self):
        return self._status

    def print(self, raster: Raster, job: bytes, *, again: bool = False) -> NoReturn:
        raise AssertionError("a check prints nothing")


def test_readers():
    assert CardReaderCheck(SimulatedReaders("A")).run() == CheckResult("fine", "card_reader_ready", {"readers": "A"})
    assert CardReaderCheck(Readers(())).run() == CheckResult("warning", "card_no_reader")
    lost = Unavailable("card_no_service", result="8010001D")
    assert CardReaderCheck(Readers(lost)).run() == CheckResult("fault", "card_no_service", {"result": "8010001D"})


def test_a_reader_that_is_named_and_not_there_is_a_warning_that_names_the_others():
    check = CardReaderCheck(OneReader(Readers(("Gemalto 01", "Omnikey 02")), "ACR39"))
    found = {"wanted": "ACR39", "readers": "Gemalto 01, Omnikey 02"}
    assert check.run() == CheckResult("warning", "card_reader_not_named", found)
    assert CardReaderCheck(OneReader(Readers(()), "ACR39")).run() == CheckResult("warning", "card_no_reader")


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (PrinterStatus(ready=True), CheckResult("fine", "printer_ready")),
        (PrinterStatus(ready=True, paper_low=True), CheckResult("warning", "printer_paper_low")),
        (PrinterStatus(ready=False, problem="printer_absent"), CheckResult("fault", "printer_absent")),
    ],
)
def test_printer(status, result):
    assert PrinterCheck(Printer(status)).run() == result


@pytest.mark.parametrize(
    ("days", "level", "code"),
    [
        (400, "fine", "token_ready"),
        (30, "warning", "token_soon"),
        (0, "warning", "token_soon"),
        (-2, "fault", "token_expired"),
    ],
)
def test_a_signing_card_is_told_with_the_days_that_its_certificate_has(days, level, code):
    found = TokenCheck(InventedToken, lambda: CERTIFICATE.ends - days * 24 * 3600).run()
    assert (found.level, found.code) == (level, code)
    assert found.params == {"name": "Огњен Моделић", "days": str(days)}


@pytest.mark.parametrize(
    ("error", "level"),
    [
        (Unavailable("token_not_set"), "fine"),
        (Unavailable("token_module_missing"), "warning"),
        (Unavailable("token_missing"), "warning"),
        (Refused("certificate_many"), "warning"),
    ],
)
def test_what_is_wrong_with_a_signing_card_is_told(error, level):
    def card() -> NoReturn:
        raise error

    assert TokenCheck(card, lambda: 0.0).run() == CheckResult(level, error.code)
