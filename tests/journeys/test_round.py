"""A round through the demo city: a list is written, kept in this browser, changed, ticked off and printed."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Visit

ROUND = "/mg/round?list=Kaffee,+Zahnpasta+und+AA-Batterien&near=41061"


def test_a_list_becomes_a_round_and_is_still_there_next_time(page: Page) -> None:
    page.goto("/mg")
    page.get_by_role("link", name="Alles auf einer Runde").click()
    page.get_by_label("Was brauchen Sie?").fill("Kaffee\nZahnpasta\nAA-Batterien")
    page.get_by_label("Wo?").fill("41061")
    page.get_by_role("button", name="Runde planen").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("für 3 Dinge")
    expect(page.locator(".map-drawn .map-pin").first).to_be_visible()

    page.goto("/mg/round")
    expect(page.get_by_label("Was brauchen Sie?")).to_have_value("Kaffee\nZahnpasta\nAA-Batterien")
    assert not [cookie for cookie in page.context.cookies() if "Kaffee" in str(cookie)]


def test_a_round_that_was_sent_leaves_the_own_list_alone(page: Page) -> None:
    page.goto(ROUND)
    page.goto("/mg/round?list=Geschenk")

    page.goto("/mg/round")

    expect(page.get_by_label("Was brauchen Sie?")).to_have_value("Kaffee, Zahnpasta und AA-Batterien")


def test_a_thing_is_added_from_the_results(page: Page) -> None:
    page.goto(ROUND)
    page.goto("/mg/search?q=kerzen")

    page.get_by_role("link", name="Auf die Liste").click()

    page.wait_for_url("**/mg/round?**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("für 4 Dinge")

    page.goto("/mg/search?q=kerzen")
    page.get_by_role("link", name="Auf die Liste").click()
    page.wait_for_url("**/mg/round?**")
    expect(page.get_by_label("kerzen gekauft", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("für 4 Dinge")


def test_another_choice_and_one_shop_fewer_work_without_javascript(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    page.goto(ROUND)
    before = page.locator(".buys h3").all_inner_texts()

    coffee = page.locator(".buys > li").filter(has_text="für „Kaffee“")
    coffee.locator("summary").click()
    coffee.locator(".swap a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("für 3 Dinge")
    assert page.locator(".buys h3").all_inner_texts() != before

    page.get_by_role("link", name="Ein Laden weniger:").click()
    expect(page.get_by_text("Für so wenige Läden nicht dabei")).to_be_visible()


def test_pins_lead_to_their_stops(page: Page) -> None:
    page.goto(ROUND)

    page.locator(".map-drawn .map-pin").first.click()

    expect(page.locator(".stop:target")).to_be_in_viewport()


def test_on_paper_there_is_a_list_to_tick_off(page: Page) -> None:
    page.goto(ROUND)
    page.emulate_media(media="print")

    expect(page.locator(".tick").first).to_be_visible()
    for hidden in (".bar", ".map", ".round-edit", ".round-choices", ".swap"):
        expect(page.locator(hidden).first).to_be_hidden()


def test_a_phone_shows_the_whole_round(visit: Visit) -> None:
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(ROUND)

    page.locator(".tick").first.check()

    expect(page.locator(".stop").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
