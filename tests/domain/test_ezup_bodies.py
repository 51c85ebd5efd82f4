from clerk_app.domain.bodies import EnclosureRef, ProofChoice
from clerk_app.domain.ezup_bodies import EZUP_KINDS, Asked, Attached, RecordTold, Stated
from clerk_app.domain.remembered import Remembered, Told

ASKED = Asked(
    dataset="mkr", proof="birth", key_kind="jmbg", key="1403988985008", procedure="birth-extract", valid_until=9,
    clerk="mprimeric", clerk_name="М. Примерић", title="Упис",
)  # fmt: skip


def test_what_happened_has_a_line_and_reading_has_none() -> None:
    remembered = {kind for kind, body in EZUP_KINDS.items() if issubclass(body, Remembered)}
    assert remembered == {"ezup.stated", "ezup.asked", "ezup.attached"}
    assert ASKED.history() == ("ezup_asked", {"title": "Упис", "clerk": "М. Примерић"})
    ref = EnclosureRef(sha256="0" * 64, size=1, media_type="application/pdf", title="Упис")
    assert Attached(query=1, digest="", enclosure=ref, clerk="c").history() == (
        "ezup_attached", {"title": "", "clerk": "c"},
    )  # fmt: skip
    choice = ProofChoice(proof="birth", by="party")
    stated = Stated(choices=(choice,), signed="paper", stated_local="", clerk="c")
    assert stated.history() == ("ezup_stated", {"clerk": "c"})


def test_an_answer_is_told_by_its_outcome_and_no_number_or_data_stand_in_its_words() -> None:
    told = RecordTold(at=1, what="answered", outcome="not_found", title="Упис", payload={"name": "Јелена"})
    assert isinstance(told, Told)
    assert told.history() == ("ezup_not_found", {"title": "Упис"})
    assert "Јелена" not in repr(told)
    assert ASKED.key not in repr(ASKED)
