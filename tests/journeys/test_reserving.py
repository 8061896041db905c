"""From the shelf to the counter: found, reserved, answered by the mail's link, collected with six digits."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, Visit
from tests.town import Town

CAKE = "Käsekuchen, ganzer Kuchen"
SHOP_MAIL = "kontakt@cafe-linde.example"


def link_in(letter: str) -> str:
    """The first address of a mail, as a path."""
    found = re.search(r"https?://[^/\s]+(/(?:answers|orders|questions|shelf-answers)/\S+)", letter)
    assert found, letter
    return found.group(1)


def test_a_guest_reserves_the_shop_says_yes_and_she_collects(visit: Visit, town: Town) -> None:
    shopper = visit(java_script_enabled=False, viewport=PHONE)
    shopper.goto(f"/mg/products/{town.product(CAKE)}")
    shopper.get_by_role("link", name="Unverbindlich reservieren").first.click()
    shopper.get_by_label("Ihr Name").fill("Ana")
    shopper.get_by_label("E-Mail").fill("ana@gast.example")
    shopper.get_by_role("button", name="Unverbindlich reservieren").click()
    expect(shopper.get_by_role("status").filter(has_text="Der Laden sieht nach")).to_be_visible()
    town.work()

    shop = visit(java_script_enabled=False, viewport=PHONE)
    shop.goto(link_in(town.letter(SHOP_MAIL)))
    shop.get_by_role("button", name="Ja, liegt bereit").click()
    expect(shop.get_by_text("Diese Reservierung ist beantwortet:")).to_be_visible()
    town.work()

    elsewhere = visit(java_script_enabled=False)
    elsewhere.goto(link_in(town.letter("ana@gast.example")))
    expect(elsewhere.get_by_text("Im Laden zu zahlen")).to_be_visible()
    code = elsewhere.locator(".pin").inner_text()

    counter = visit("Clara", viewport=PHONE)
    counter.goto("/shop/cafe-linde/orders?show=ready")
    counter.locator(".order-cards > li").filter(has_text=CAKE).get_by_role("link", name="Herausgeben").click()
    expect(counter.get_by_text("Noch zu kassieren")).to_be_visible()
    counter.get_by_label("Abholcode").fill(code)
    counter.keyboard.press("Enter")
    expect(counter.get_by_role("button", name="Doch nicht abgeholt")).to_be_visible()

    shopper.reload()
    expect(shopper.get_by_text("Viel Freude damit.")).to_be_visible()


def test_a_no_leads_to_what_else_there_is(visit: Visit, town: Town) -> None:
    shopper, desk = visit(), visit("Clara")
    shopper.goto(f"/mg/products/{town.product(CAKE)}")
    shopper.get_by_role("link", name="Unverbindlich reservieren").first.click()
    shopper.get_by_label("Ihr Name").fill("Ben")
    shopper.get_by_label("E-Mail").fill("ben@gast.example")
    shopper.keyboard.press("Enter")
    expect(shopper.get_by_role("status").filter(has_text="Der Laden sieht nach")).to_be_visible()

    desk.goto("/shop/cafe-linde/orders?show=new")
    desk.locator(".order-cards > li").filter(has_text="Ben").get_by_role("link", name="Ablehnen").click()
    desk.locator("#refusal summary").click()
    desk.get_by_label("Das letzte Stück ist beschädigt.").check()
    desk.get_by_label("Ein Wort dazu").fill("Er ist heruntergefallen.")
    desk.get_by_role("button", name="Ablehnen").click()
    expect(desk.get_by_text("ist abgelehnt")).to_be_visible()

    shopper.reload()
    expect(shopper.get_by_text("Er ist heruntergefallen.")).to_be_visible()
    town.work()
    assert "Er ist heruntergefallen." in town.letter("ben@gast.example")


WOOL = "Dicke Schurwolle für Mützen"


def test_is_it_really_on_the_shelf_asked_and_answered(visit: Visit, town: Town) -> None:
    shopper = visit(java_script_enabled=False, viewport=PHONE)
    shopper.goto(f"/mg/products/{town.product(WOOL)}")
    shopper.locator("#wolle-und-werken summary").click()
    shopper.locator("#wolle-und-werken").get_by_role("button", name="tannengrün").click()
    shopper.get_by_label("E-Mail").fill("wolle@gast.example")
    shopper.get_by_role("button", name="Antwort per E-Mail").click()
    expect(shopper.get_by_text("Wir schreiben Ihnen, sobald der Laden antwortet.").first).to_be_visible()
    town.work()

    shop = visit(java_script_enabled=False, viewport=PHONE)
    shop.goto(link_in(town.letter("kontakt@wolle-und-werken.example")))
    shop.get_by_label("So viele haben wir").fill("3")
    shop.get_by_role("button", name="Ja, so viele").click()
    expect(shop.get_by_text("Danke. Ihre Antwort: 3 Stück.")).to_be_visible()
    town.work()

    shopper.goto(link_in(town.letter("wolle@gast.example")))
    shopper.get_by_role("link", name="Unverbindlich reservieren").click()
    expect(shopper.get_by_text("Auf Lager")).to_be_visible()
