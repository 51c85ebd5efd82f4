import pytest

from clerk_app.app.paper import paper_of
from clerk_app.app.trial import JOB_BYTES, TrialPrint
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.paper import Proof
from tests.support.fake_neighbours import NOW, CountedBytes, FakePrinter


@pytest.fixture
def printer():
    return FakePrinter()


@pytest.fixture
def trial(place_of, printer):
    return TrialPrint(
        strip=paper_of(place_of()).trial,
        printer=lambda: printer,
        entropy=CountedBytes(),
        now=lambda: NOW,
        desk="A7",
    )


def test_one_strip_goes_to_the_printer_in_use(trial, printer):
    trial()
    assert [len(job) for job in printer.printed] == [JOB_BYTES]


@pytest.mark.parametrize(
    ("proof", "code"),
    [(Proof("not_printed", "printer_no_paper"), "printer_no_paper"), (Proof("unknown"), "trial_unknown")],
)
def test_what_did_not_print_is_said_as_it_is(trial, printer, proof, code):
    printer.proof = proof
    with pytest.raises(Unavailable, match=code):
        trial()
