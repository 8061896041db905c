"""The whole path in English."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit


def test_the_language_is_switched_where_one_stands(page: Page) -> None:
    page.goto("/mg/search?q=wanderschuhe&near=Rheydt&in_stock=1")

    page.get_by_role("link", name="English").first.click()

    page.wait_for_url("**/en/mg/search?q=wanderschuhe&near=Rheydt&in_stock=1")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="Deutsch").first.click()
    page.wait_for_url("**/mg/search?q=wanderschuhe&near=Rheydt&in_stock=1")


def test_from_home_to_an_address_in_english(page: Page) -> None:
    page.goto("/en/mg")
    page.get_by_label("What are you looking for?").fill("wanderschuh eifelsteig")
    page.get_by_role("button", name="Find", exact=True).click()
    page.wait_for_url("**/en/mg/search?**")
    page.locator("#hits h2 a").first.click()
    page.wait_for_url("**/en/mg/products/*")
    page.locator("main a[href*='/mg/stores/']").first.click()
    page.wait_for_url("**/en/mg/stores/*")

    expect(page.locator("main address").first).to_contain_text("Mönchengladbach")
    expect(page.locator("main")).to_contain_text("Opening hours")


def test_forms_answer_in_english(page: Page) -> None:
    page.goto("/en/sign-up")
    page.locator("main form").get_by_role("button").click()

    expect(page.locator("#email-error")).to_contain_text("Please")


def test_the_desk_speaks_english(visit: Visit) -> None:
    page = visit("Clara")

    page.goto("/en/shop/cafe-linde")

    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
