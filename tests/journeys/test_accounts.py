"""An account from its beginning to its end."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.town import Town

EMAIL, PASSWORD = "ana.zwei@stadtregal.example", "ein ganzer satz ist gut"


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Passwort").fill(password)
    page.locator("main").get_by_role("button", name="Anmelden").click()


def test_sign_up_sign_out_forget_and_reset(page: Page, town: Town) -> None:
    page.goto("/mg")
    page.get_by_role("link", name="Anmelden").click()
    page.get_by_role("link", name="Konto anlegen").click()
    page.get_by_label("Name").fill("Ana")
    page.get_by_label("E-Mail").fill(EMAIL)
    page.get_by_label("Passwort").fill("kurz")
    page.locator("main").get_by_role("button", name="Konto anlegen").click()
    expect(page.locator("#password-error")).to_be_visible()
    expect(page.get_by_label("E-Mail")).to_have_value(EMAIL)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Konto anlegen").click()
    expect(page.get_by_role("status")).to_contain_text("Willkommen, Ana")

    page.goto("/account")
    page.get_by_role("button", name="Abmelden").first.click()
    expect(page.get_by_role("status")).to_contain_text("abgemeldet")

    page.get_by_role("link", name="Passwort vergessen?").click()
    page.get_by_label("E-Mail").fill(EMAIL)
    page.get_by_role("button", name="Link schicken").click()
    town.work()
    link = re.search(r"https?://\S+/reset-password/\S+", town.letter(EMAIL))
    assert link
    page.goto(link[0])
    page.get_by_label("Neues Passwort").fill("noch ein ganzer satz")
    page.get_by_role("button", name="Passwort setzen").click()
    sign_in(page, EMAIL, PASSWORD)
    expect(page.get_by_role("alert")).to_be_visible()
    sign_in(page, EMAIL, "noch ein ganzer satz")
    expect(page.get_by_role("link", name="Ana", exact=True)).to_be_visible()
    page.goto(link[0])
    expect(page.get_by_label("Neues Passwort")).to_have_count(0)


def test_a_page_that_wants_an_account_comes_back_after_signing_in(page: Page, town: Town) -> None:
    page.goto("/shop/cafe-linde/offers?show=few")
    page.get_by_label("E-Mail").fill(town.signins["Clara"].email)
    page.get_by_label("Passwort").fill(town.signins["Clara"].password)
    page.locator("main").get_by_role("button", name="Anmelden").click()

    page.wait_for_url("**/shop/cafe-linde/offers?show=few")


def test_another_browser_can_be_signed_out(visit: Visit) -> None:
    here, there = visit("Ben"), visit("Ben")
    here.goto("/account")
    here.get_by_role("button", name="Alle anderen Geräte abmelden").click()

    there.goto("/account")

    expect(there.get_by_role("heading", level=1)).to_have_text("Anmelden")


def test_staff_see_no_other_shop(visit: Visit) -> None:
    page = visit("David")

    answer = page.goto("/shop/cafe-linde")

    assert answer
    assert answer.status == 403
    expect(page.get_by_role("link", name="Weiter suchen")).to_be_visible()
