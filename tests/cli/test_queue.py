from dataclasses import replace
from pathlib import Path

from clerk_app.app.open import prepare
from clerk_app.cli.frame import Exit
from tests.cli.conftest import Call
from tests.journeys.town import CLERK, PASSWORD, lines, place_of
from tests.support.specimens import APPLICANT


def test_what_waits_is_listed_with_its_number(as_clerk: Call) -> None:
    number = as_clerk("receive", stdin=lines(1)).told["number"]
    queue = as_clerk("queue")
    assert queue.code == Exit.DONE
    assert [one["number"] for one in queue.told["waiting"]] == [number]
    assert queue.told["attention"] == queue.told["enclosures"] == []


def test_an_empty_queue_is_no_fault(as_clerk: Call) -> None:
    queue = as_clerk("queue")
    assert queue.code == Exit.DONE
    assert (queue.told["entries"], queue.told["bytes"]) == (0, 0)


def test_an_enclosure_that_is_stuck_needs_a_person(call: Call, as_clerk: Call, root: Path, tmp_path: Path) -> None:
    prepared = prepare(place_of(root))
    try:
        prepared.signing_in.sign_in(CLERK, PASSWORD)
        desk = prepared.desk
        (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4\n")
        ref = desk.stores.enclosures.keep(tmp_path / "scan.pdf", "Скица", "", original=False)
        service = desk.actions.choosing.service("local-tax-clearance", 1)
        form = desk.actions.intake.begin(APPLICANT)
        form = replace(form, service=service.id, service_version=service.version, enclosures=(ref,))
        seq = desk.actions.intake.accept(form, service, None).view.seq
    finally:
        prepared.close()
    assert as_clerk("sync", "--once").code == Exit.DONE
    prepared = prepare(place_of(root))
    try:
        prepared.signing_in.sign_in(CLERK, PASSWORD)
        prepared.desk.stores.uploads.failed(ref.sha256, "too_large", 0, held=True)
    finally:
        prepared.close()
    queue = as_clerk("queue")
    assert (queue.code, queue.told["enclosures"]) == (
        Exit.ATTENTION,
        [{"seq": seq, "held": True, "code": "too_large"}],
    )
