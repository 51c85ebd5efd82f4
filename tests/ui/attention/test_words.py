import pytest

from clerk_app.actions.attending import AttentionItem
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.delivery_bodies import DELIVERY_KINDS
from clerk_app.domain.ezup_bodies import EZUP_KINDS
from clerk_app.domain.payment_bodies import PAYMENT_KINDS
from clerk_app.ports.desk_file import JobState, PrintJob, Restored
from clerk_app.ports.files import StuckUpload
from clerk_app.ports.outbox import Attention, OutboxState
from clerk_app.ui.attention.words import item_words
from tests.support.stage import texts_in


def held(state, code="centre_too_old", kind="request.received", **params):
    entry = Attention(subject=bytes(16), seq=1, kind=kind, state=state, code=code, params=params, since=0)
    return item_words(AttentionItem(None, held=entry), texts_in())


def stuck(code, *, held):
    ref = EnclosureRef(sha256="0" * 64, size=1, media_type="application/pdf", title="Скица баште")
    upload = StuckUpload(subject=bytes(16), seq=1, ref=ref, held=held, code=code)
    return item_words(AttentionItem(None, upload=upload), texts_in())


def printed(state, reason=""):
    job = PrintJob(id=b"1", subject=bytes(16), kind="receipt", copy=0, state=state, reason=reason)
    return item_words(AttentionItem(None, print_job=job), texts_in())


def test_what_is_refused_can_be_corrected_annulled_or_told_but_not_sent_as_it_is():
    words = held(OutboxState.REFUSED)
    assert words.title == "Центар није прихватио захтев"
    assert words.ways == ("correct", "annul", "call")
    assert (words.icon, words.role) == ("circle-x", "error")


def test_what_is_held_can_be_sent_again_first():
    words = held(OutboxState.HELD)
    assert words.title == "Центар још није преузео захтев: чека вас"
    assert words.ways == ("send_again", "correct", "annul", "call")
    assert (words.icon, words.role) == ("triangle-alert", "warning")


@pytest.mark.parametrize(("kind", "what"), [("request.annulled", "поништење"), ("never.heard.of", "унос")])
def test_the_kind_of_entry_is_named(kind, what):
    assert held(OutboxState.REFUSED, kind=kind).title == f"Центар није прихватио {what}"


def test_the_reason_is_told_with_its_values():
    about = held(OutboxState.REFUSED, "service_outdated", version="2").about
    assert about == "У међувремену важи верзија 2 описа ове услуге."


def test_a_reason_newer_than_the_program_is_said_to_be_unknown():
    assert held(OutboxState.HELD, "never_heard_of").about == texts_in().text("print.reason_unknown")


def test_a_print_nobody_is_sure_of_asks_to_look_at_the_paper():
    words = printed(JobState.UNKNOWN, "printer_cut_off")
    assert words.title == "Не зна се да ли је потврда одштампана"
    assert words.about.endswith("Да ли је потврда изашла цела, са QR кодом на дну?")
    assert words.ways == ("it_came", "print_again")


def test_a_print_that_failed_is_printed_now_or_given_up():
    words = printed(JobState.FAILED, "printer_no_paper")
    assert words.title == "Потврда није одштампана"
    assert words.about.startswith("У штампачу потврда нема папира.")
    assert words.ways == ("print_now", "without_paper")
    assert printed(JobState.FAILED).about == texts_in().text("print.reason_unknown")


@pytest.mark.parametrize("by", ["centre", "keyring", "spool"])
def test_a_desk_that_has_stopped_says_why_what_is_safe_and_how_it_goes_on(by):
    words = item_words(AttentionItem(None, restored=Restored(by=by, seen=9, own=6, at=0)), texts_in())
    assert words.title == "Овај шалтер је стао: његови подаци су из старе копије"
    assert words.about.endswith("исти број био би дат двапут. Позовите информатичара.")
    assert "сачувано је" in words.safe
    assert (words.ways, words.role) == (("replace_desk",), "error")


@pytest.mark.parametrize(("code", "first"), [("enclosure_missing", "choose_file"), ("enclosure_damaged", "send_again")])
def test_an_enclosure_whose_file_is_the_trouble_can_be_chosen_again(code, first):
    words = stuck(code, held=True)
    assert words.title == "Центар није примио прилог: чека вас"
    assert words.ways[0] == first
    assert set(words.ways) == {"choose_file", "send_again", "call"}
    assert words.about.startswith("Прилог „Скица баште”. ")
    assert texts_in().text(f"attention.upload.{code}") in words.about


def test_an_enclosure_that_the_centre_refuses_can_be_sent_again_or_told_to_it():
    assert stuck("too_large", held=True).ways == ("send_again", "call")
    assert "Већи је него што центар прима." in stuck("too_large", held=True).about


def test_an_enclosure_that_does_not_get_through_is_tried_on():
    words = stuck("line_portal", held=False)
    assert words.title == "Прилог никако да стигне у центар"
    assert texts_in().text("error.line_portal") in words.about
    assert words.ways == ("send_again", "call")
    assert "И даље покушавамо сами" in words.safe


def test_an_enclosure_refused_for_a_reason_newer_than_the_program_says_so():
    assert texts_in().text("print.reason_unknown") in stuck("never_heard_of", held=True).about


@pytest.mark.parametrize(
    ("state", "kind", "ways"),
    [
        (OutboxState.HELD, "case.moved", ("open_case", "leave_case", "call")),
        (OutboxState.HELD, "act.made", ("send_again", "open_case", "call")),
        (OutboxState.REFUSED, "act.made", ("open_case", "call")),
        (OutboxState.REFUSED, "case.moved", ("open_case", "leave_case", "call")),
        (OutboxState.HELD, "case.handed", ("open_case", "leave_case", "call")),
        *((OutboxState.REFUSED, kind, ("open_case", "leave_case", "call")) for kind in PAYMENT_KINDS),
        *(
            (state, kind, ("open_case", "leave_case", "call"))
            for kind in (*DELIVERY_KINDS, *EZUP_KINDS, "rating.given")
            for state in (OutboxState.HELD, OutboxState.REFUSED)
        ),
        (OutboxState.HELD, "request.supplemented", ("send_again", "open_case", "call")),
        (OutboxState.REFUSED, "request.supplemented", ("open_case", "call")),
        (OutboxState.HELD, "request.withdrawn", ("send_again", "open_case", "call")),
    ],
)
def test_a_step_on_a_case_is_decided_again_or_left_as_the_centre_has_it(state, kind, ways):
    words = held(state, "case_moved_meanwhile", kind=kind)
    assert words.ways == ways
    assert words.safe == "Предмет стоји онако како га центар има. Ништа друго не чека због овога."


def test_figures_that_were_not_taken_touch_nothing_else():
    words = held(OutboxState.REFUSED, "index_month_wrong", kind="index.reported", month="2026-13")
    assert words.title == "Центар није прихватио бројке једног месеца"
    assert "2026-13" in words.about
    assert (words.ways, words.safe) == (("call",), texts_in().text("attention.figures_safe"))
    assert held(OutboxState.HELD, kind="index.reported").ways == ("send_again", "call")


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("request.supplemented", "допуну захтева"),
        ("request.withdrawn", "одустанак странке"),
        ("case.moved", "промену стања предмета"),
        ("act.made", "акт"),
        ("case.handed", "предају предмета"),
        ("payment.proven", "доказ о уплати"),
        ("payment.refund_asked", "захтев за повраћај новца"),
        ("delivery.consented", "сагласност за електронску доставу"),
        ("delivery.dispatched", "упућивање документа"),
        ("delivery.handed", "уручење на шалтеру"),
        ("delivery.noted", "податке са доставнице"),
        ("ezup.stated", "изјаву странке о прибављању података"),
        ("ezup.asked", "упит службеној евиденцији"),
        ("ezup.shown", "белешку да је извод погледан"),
        ("ezup.attached", "извод приложен предмету"),
        ("rating.given", "оцену грађанина"),
    ],
)
def test_work_on_a_case_is_named(kind, what):
    assert held(OutboxState.HELD, kind=kind).title == f"Центар још није преузео {what}: чека вас"


def test_where_two_changed_the_same_both_are_compared():
    words = held(OutboxState.HELD, "conflict", kind="request.corrected")
    assert (words.title, words.ways) == ("Захтев је мењан на два места", ("merge", "annul", "call"))


@pytest.mark.parametrize("kind", ["request.corrected", "request.supplemented", "request.withdrawn"])
def test_a_change_of_what_was_annulled_can_be_let_go(kind):
    words = held(OutboxState.REFUSED, "already_annulled", kind=kind)
    assert words.ways == ("leave_case", "call")
    assert "више не шаље" in words.safe


def test_a_request_itself_is_never_let_go():
    assert "leave_case" not in held(OutboxState.REFUSED, "already_annulled", kind="request.received").ways
