"""Edda takes a shop in, its owner accepts, says who sells, sets hours and puts the first thing on the shelf."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.town import Town

OWNER = "zwirn@laden.example"
THING = "Puppenperücke Kastanie"


def take_in(page: Page) -> None:
    page.goto("/edit/mg/stores")
    page.get_by_role("link", name="Laden aufnehmen").click()
    for label, text in {
        "Name des Ladens": "Puppenklinik Zwirn",
        "Branche": "Spielzeug",
        "Straße": "Friedrichstraße",
        "Hausnummer": "9",
        "Postleitzahl": "41061",
        "Ort": "Mönchengladbach",
    }.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("E-Mail der Inhaberin oder des Inhabers").fill(OWNER)
    page.get_by_role("button", name="Aufnehmen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Puppenklinik Zwirn")


def accept(page: Page, letter: str) -> None:
    found = re.search(r"https?://\S+/invitations/\S+", letter)
    assert found, letter
    page.goto(found[0])
    expect(page.get_by_role("heading", level=1)).to_contain_text("Puppenklinik Zwirn")
    page.get_by_label("Name").fill("Gül")
    page.get_by_label("Passwort").fill("nadel und faden halten")
    page.get_by_role("button", name="Konto anlegen und annehmen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Heute")


def say_who_sells(page: Page) -> None:
    """What the law asks for; what is known of the business stands there already."""
    page.get_by_role("link", name="Angaben zum Betrieb machen").click()
    page.get_by_label("Telefon").fill("02161 555199")
    for declared in (
        "Der Betrieb ist in keinem Register eingetragen",
        "Kleinunternehmen nach § 19 UStG: unsere Preise enthalten keine",
        "Wir füllen keine Verpackungen, die beim Kunden bleiben",
        "Wir bringen keine Elektrogeräte selbst in den Handel",
        "Wir nehmen nicht teil und sind nicht dazu verpflichtet",
        "Wir sind Unternehmer und bieten nur Ware und Leistungen an, die dem Recht der EU entsprechen",
    ):
        page.get_by_label(declared).check()
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("status").first).to_contain_text("Es ist alles da")


def set_hours(page: Page) -> None:
    """First as one would say it: the fault is named and the right form proposed."""
    page.get_by_role("link", name="Öffnungszeiten", exact=True).click()
    page.get_by_label("Öffnungszeiten").fill("Mo-Fr 9-18 Uhr")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("#hours-preview code")).to_have_text("Mo-Fr 09:00-18:00")
    page.get_by_role("button", name="Vorschlag übernehmen").click()
    expect(page.get_by_label("Öffnungszeiten")).to_have_value("Mo-Fr 09:00-18:00")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("status").first).to_be_visible()


def put_on_the_shelf(page: Page) -> None:
    page.get_by_role("link", name="Regal", exact=True).click()
    page.get_by_role("link", name="Artikel anlegen").first.click()
    page.get_by_label("Bezeichnung").fill(THING)
    page.get_by_label("Preis").fill("14,50")
    page.get_by_label("Stück").fill("3")
    page.get_by_role("button", name="Ins Regal stellen").click()
    expect(page.get_by_role("status").first).to_contain_text(THING)


def test_from_an_invitation_to_the_first_hit(visit: Visit, town: Town) -> None:
    edda, owner, guest = visit("Edda"), visit(), visit()
    take_in(edda)
    town.work()

    accept(owner, town.letter(OWNER))
    guest.goto("/mg/stores/puppenklinik-zwirn")
    expect(guest.locator("main")).not_to_contain_text("Puppenklinik Zwirn")
    say_who_sells(owner)
    set_hours(owner)
    put_on_the_shelf(owner)
    town.work()

    guest.goto("/mg/search?q=puppenper%C3%BCcke")
    card = guest.locator("#hits > li", has_text=THING)
    expect(card).to_contain_text("Puppenklinik Zwirn")
    expect(card).to_contain_text("bis 18:00")
    edda.reload()
    expect(edda.locator("main")).to_contain_text(OWNER)


def test_a_spent_invitation_says_so(visit: Visit, town: Town) -> None:
    page = visit()

    page.goto("/invitations/gibt-es-nicht")

    expect(page.locator("main h1")).to_be_visible()
    expect(page.get_by_role("link", name="Zur Startseite")).to_be_visible()


def test_the_editor_recommends_a_shop_and_the_home_page_shows_it_labelled(visit: Visit, town: Town) -> None:
    edda, guest = visit("Edda"), visit()
    edda.goto("/edit/mg/features")
    edda.get_by_label("Laden", exact=True).select_option(label="Boutique Morgenrot")
    edda.get_by_label("Aufschrift", exact=True).fill("Fenster des Monats")
    edda.get_by_label("Aufschrift auf Englisch").fill("Window of the month")
    edda.get_by_label("Erster Tag").fill("2026-11-23")
    edda.get_by_label("Letzter Tag").fill("2026-12-06")
    edda.get_by_role("button", name="Empfehlen", exact=True).click()
    expect(edda.locator("section", has=edda.locator("#group-shown"))).to_contain_text("Fenster des Monats")

    guest.goto("/mg")

    expect(guest.locator(".feature", has_text="Boutique Morgenrot")).to_contain_text("Fenster des Monats")
    guest.goto("/mg/stores/boutique-morgenrot")
    expect(guest.locator("main")).to_contain_text("Empfehlung der Stadt")


def test_the_editor_sees_what_the_city_lacks_only_from_five_on(visit: Visit) -> None:
    page = visit("Edda")

    page.goto("/edit/mg/demand")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
