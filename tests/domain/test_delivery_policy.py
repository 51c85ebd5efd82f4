"""By which way a document goes: what policy proposes, what it lets be taken, and what it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.domain.delivery_policy import Addressee, choose_channel, noting_refused, obstacle
from tests.support.delivery_world import DELIVERY_POLICY

AGREED = Addressee(has_inbox=True, consent=True)


@pytest.mark.parametrize(
    ("kind", "whom", "channel", "why"),
    [
        ("decision", AGREED, "inbox_personal", "has_inbox"),
        ("certificate", AGREED, "inbox_notification", "has_inbox"),
        ("decision", replace(AGREED, wish="inbox"), "inbox_personal", "wish"),
        ("decision", replace(AGREED, wish="counter"), "counter", "wish"),
        ("decision", replace(AGREED, wish="post"), "post", "wish"),
        ("decision", Addressee(has_inbox=True, wish="inbox"), "post", "consent_missing"),
        ("decision", Addressee(has_inbox=True, consent=False, wish="inbox"), "post", "consent_missing"),
        ("decision", Addressee(has_inbox=False, consent=True, wish="inbox"), "post", "no_inbox"),
        ("decision", Addressee(consent=True, wish="inbox"), "post", "inbox_unknown"),
        ("decision", Addressee(), "post", "otherwise"),
        ("poem", AGREED, "post", "otherwise"),
    ],
)
def test_the_way_that_is_proposed_and_why(kind: str, whom: Addressee, channel: str, why: str) -> None:
    choice = choose_channel(DELIVERY_POLICY, kind, whom)
    assert (choice.channel, choice.why) == (channel, why)
    assert channel not in choice.others
    assert set(choice.others) | {channel} == {rule.code for rule in DELIVERY_POLICY.channels}


@pytest.mark.parametrize(
    ("channel", "kind", "whom", "code"),
    [
        ("inbox_notification", "decision", AGREED, "personal_required"),
        ("inbox_notification", "notice", AGREED, ""),
        ("inbox_personal", "decision", Addressee(consent=True), ""),
        ("inbox_personal", "decision", Addressee(has_inbox=True), "consent_missing"),
        ("inbox_personal", "decision", Addressee(has_inbox=False, consent=True), "no_inbox"),
        ("notice_board", "decision", AGREED, "notice_is_last"),
        ("counter", "decision", Addressee(), ""),
        ("pigeon", "decision", AGREED, "channel_unknown"),
        ("post", "poem", AGREED, "document_kind_unknown"),
    ],
)
def test_what_closes_a_way(channel: str, kind: str, whom: Addressee, code: str) -> None:
    assert obstacle(DELIVERY_POLICY, channel, kind, whom) == code


def test_policy_may_need_no_consent() -> None:
    rules = tuple(replace(rule, consent=False) for rule in DELIVERY_POLICY.channels)
    loose = replace(DELIVERY_POLICY, channels=rules)
    assert choose_channel(loose, "decision", Addressee(has_inbox=True)).channel == "inbox_personal"


def test_every_channel_leads_on_to_one_that_there_is() -> None:
    codes = {rule.code for rule in DELIVERY_POLICY.channels}
    assert {rule.then for rule in DELIVERY_POLICY.channels if rule.then} <= codes
    assert DELIVERY_POLICY.otherwise in codes


def test_only_what_goes_to_the_board_is_posted() -> None:
    refused = [noting_refused(channel, "public_notice_posted") for channel in ("post", "counter", "notice_board")]
    assert refused == ["only_board_posts", "only_board_posts", ""]


def test_of_the_inbox_only_the_inbox_speaks() -> None:
    assert noting_refused("inbox_personal", "returned") == noting_refused("post", "opened") == "only_inbox_says"
    assert noting_refused("post", "returned") == ""
