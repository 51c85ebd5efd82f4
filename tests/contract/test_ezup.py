import pytest

from clerk_app.contract.ezup import LogAsked, LogPage, LogRow, open_log, seal_log
from clerk_app.contract.keys import SealingKey
from clerk_app.domain.errors import Damaged

PAGE = LogPage(
    rows=(
        LogRow(
            made=1, desk="A7", seq=2, user="mprimeric", user_name="М. Примерић", grant="g", number="A7-000001-K",
            procedure="birth-extract", dataset="mkr", title="Упис", key="140398••••••8", key_digest="0" * 64,
            legal_basis="", purpose="", statement="A7-1", state="done",
        ),
    ),
    more=True,
)  # fmt: skip


def test_a_page_opens_at_its_desk_alone() -> None:
    desk, other = SealingKey(b"d" * 32), SealingKey(b"e" * 32)
    sealed = seal_log(PAGE, desk.public)
    assert b"mprimeric" not in sealed.sealed
    assert open_log(sealed, desk) == PAGE
    with pytest.raises(Damaged, match="seal_broken"):
        open_log(sealed, other)


def test_a_question_is_bounded() -> None:
    assert LogAsked(grant="g", since=0, until=1).before == 0
