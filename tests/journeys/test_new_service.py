"""A municipality follows docs/writing-a-service.md: a new service, without code, from the page to requests and its end.

The pieces of the page are the file, its commands are what is run; only the folder and the database have other names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.actions.intake_form import offered_proofs
from clerk_app.app.open import Prepared, Told, prepare
from clerk_app.cli.frame import Exit
from clerk_app.domain.catalogue import Service
from clerk_app.domain.requests import RequestView
from tests.journeys.town import CLERK, PASSWORD, Town, clerk_app, forked_app, place_of
from tests.support.central_process import ROOT, address_of
from tests.support.filled import applicant_for, filled
from tests.support.hand_moved_pulse import Watch

GUIDE = (ROOT / "docs" / "writing-a-service.md").read_text(encoding="utf-8")
WRITTEN = "\n".join(re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL))
CHECK, PREVIEW, PUBLISH = "".join(re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)).splitlines()
ID = "disabled-parking"


class Counter:
    """An enrolled desk with its exchange running, and somebody at work who waits for what comes."""

    def __init__(self, root: Path) -> None:
        self.watch = Watch()
        told = Told(changed=self.watch.note, link=self.watch.note)
        self.prepared: Prepared = prepare(place_of(root), told)
        self.prepared.sign_in(CLERK, PASSWORD)
        self.actions = self.prepared.desk.actions
        self.watch.until(lambda: bool(self.prepared.desk.stores.reference.services()))

    def offered(self) -> dict[str, Service]:
        return {service.id: service for service in self.actions.choosing.services()}

    def hears_until(self, version: int) -> None:
        """The next exchange, as after any accept or probe, brings what was published."""
        self.prepared.desk.nudge()
        reference = self.prepared.desk.stores.reference
        self.watch.until(lambda: reference.get(f"service/{ID}@{version}") is not None)

    def view(self, subject: bytes) -> RequestView:
        found = self.prepared.desk.stores.requests.view(subject)
        assert found is not None
        return found


@pytest.fixture
def own_town(tmp_path: Path, centre_database: str) -> Iterator[Town]:
    with Town(tmp_path / "town", centre_database) as running:
        yield running


@pytest.fixture
def counter(own_town: Town) -> Iterator[Counter]:
    opened = Counter(own_town.desk("desk"))
    yield opened
    opened.prepared.close()


def words(line: str, folder: Path, town: Town) -> list[str]:
    """A command of the page as it is run here."""
    named = line.removeprefix("clerk-app ").replace("my-services", str(folder))
    return named.replace("sqlite:////var/lib/salter/central.db", address_of(town.database)).split()


def test_the_page_leads_to_a_service_that_the_desks_take(own_town: Town, counter: Counter, tmp_path: Path) -> None:
    folder = tmp_path / "my-services"
    folder.mkdir()
    file = folder / f"{ID}.toml"
    file.write_text(WRITTEN, encoding="utf-8")
    assert forked_app(*words(CHECK, folder, own_town)).code == Exit.DONE
    picture = tmp_path / "preview.png"
    assert clerk_app(*words(PREVIEW, folder, own_town), "--grab", str(picture)).code == Exit.DONE
    assert picture.stat().st_size > 10_000
    assert ID not in counter.offered()
    assert forked_app(*words(PUBLISH, folder, own_town)).code == Exit.DONE

    counter.hears_until(1)
    service = counter.offered()[ID]
    intake, today = counter.actions.intake, counter.prepared.desk.place.clock.local().date().isoformat()
    form = replace(
        intake.begin(applicant_for(service)),
        service=ID,
        service_version=1,
        values={**filled(service, today), "card.kind": "lost", "card.old_number": "17"},
        proofs=offered_proofs(service),
        statements=tuple(statement.code for statement in service.statements),
    )
    draft = replace(form, id="later")
    intake.save(draft)
    received = intake.accept(form, service)
    counter.watch.until(lambda: bool(counter.view(received.view.subject).unique_number))
    heard = counter.view(received.view.subject)
    assert {finding.code for finding in heard.findings} == {"proof_missing"}  # two papers are still to come

    file.write_text(WRITTEN.replace("version = 1", 'version = 2\nended = "2026-01-01"'), encoding="utf-8")
    assert forked_app(*words(PUBLISH, folder, own_town)).code == Exit.DONE
    counter.hears_until(2)
    assert ID not in counter.offered()
    assert intake.drafts() == (draft,)
    begun_with = counter.actions.choosing.service(ID, 1)
    assert begun_with == service
    late = intake.accept(draft, begun_with)
    counter.watch.until(lambda: bool(counter.view(late.view.subject).unique_number))


def test_a_change_without_a_new_version_is_refused_by_name(own_town: Town, tmp_path: Path) -> None:
    file = tmp_path / f"{ID}.toml"
    file.write_text(WRITTEN, encoding="utf-8")
    publish = words(PUBLISH, tmp_path, own_town)
    assert forked_app(*publish).code == Exit.DONE
    file.write_text(WRITTEN.replace("35000", "40000"), encoding="utf-8")
    ended = forked_app(*publish, "--language", "en")
    assert ended.code == Exit.ATTENTION
    assert f"{ID}.toml: version: that version is there already" in ended.out
