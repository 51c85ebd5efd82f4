from datetime import time

from clerk_app.domain.intake_rule import IntakeRule, rule_of


def test_the_rule_is_read_from_the_settings():
    rule = rule_of(bring_within=15, paper_within=1, hours="08:00-20:00")
    assert rule == IntakeRule(15, 1, time(8), time(20))


def test_the_counter_is_open_from_the_first_to_the_last_minute():
    rule = IntakeRule()
    assert [rule.open_at(time(*at)) for at in ((7, 29), (7, 30), (15, 30), (15, 31))] == [False, True, True, False]
