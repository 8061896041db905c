"""Henrik sees what the installation does."""

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.town import Town


def test_henrik_reads_jobs_index_and_cities(visit: Visit, town: Town) -> None:
    town.work()
    page = visit("Henrik")
    page.goto("/account")
    page.get_by_role("link", name="Stadtregal").last.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Aufgaben")
    expect(page.locator("main")).to_contain_text("Warteschlange")
    page.get_by_role("link", name="Suchindex").click()
    expect(page.locator("main dl")).to_contain_text("Artikel")
    page.get_by_role("link", name="Jetzt prüfen").click()
    expect(page.get_by_role("status").first).to_contain_text("Jedes Byte stimmt")
    page.get_by_role("link", name="Städte", exact=True).click()
    page.get_by_role("link", name="Mönchengladbach").click()
    expect(page.locator("main")).to_contain_text("Edda")


def test_henrik_rebuilds_the_index_while_the_old_one_answers(visit: Visit, town: Town) -> None:
    page, guest = visit("Henrik"), visit()
    page.goto("/operator/index")
    page.get_by_text("Neu bauen", exact=True).click()
    page.get_by_role("button", name="Ja, neu bauen").click()
    expect(page.locator("main")).to_contain_text("Ein neuer Index")

    guest.goto("/mg/search?q=kaffee")
    expect(guest.locator("#hits > li").first).to_be_visible()
    town.work()
    guest.reload()
    expect(guest.locator("#hits > li").first).to_be_visible()


def test_henrik_passes_on_a_link_from_the_outbox(visit: Visit, town: Town) -> None:
    guest, page = visit(), visit("Henrik")
    guest.goto("/forgot-password")
    guest.get_by_label("E-Mail").fill(town.signins["Ben"].email)
    guest.get_by_role("button", name="Link schicken").click()
    expect(guest.get_by_role("status")).to_be_visible()
    town.work()

    page.goto("/operator/outbox")
    mail = page.locator("details", has_text=town.signins["Ben"].email).first
    mail.locator(":scope > summary").click()
    mail.get_by_text("Als Text").click()

    link = mail.get_by_role("link").first.get_attribute("href")
    assert link
    assert "/reset-password/" in link
