"""Clara brings her goods in and keeps them right."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.town import Town

FILE = """Artikelnummer;Bezeichnung;EAN;Preis;Bestand
CL-900;Röstkaffee Himmelsleiter 250 g;;8,90;12
CL-901;Teedose Abendrot;;15,00;2
CL-902;Kuchengabel Silberhain;;acht Euro;4
CL-903;Honig vom Dach;4006381333932;6,50;3
"""


def sign_in(page: Page, town: Town, name: str) -> None:
    """Through the form, as a person does."""
    page.goto("/sign-in")
    page.get_by_label("E-Mail").fill(town.signins[name].email)
    page.get_by_label("Passwort").fill(town.signins[name].password)
    page.locator("main").get_by_role("button", name="Anmelden").click()


def upload(page: Page, text: str, name: str = "bestand.csv") -> None:
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode("cp1252")}
    page.get_by_label("Ihre Bestandsdatei").set_input_files(files=[file])
    page.locator("main").get_by_role("button", name="Hochladen").click()


def test_from_a_file_to_the_search(page: Page, visit: Visit, town: Town) -> None:
    sign_in(page, town, "Clara")
    expect(page.get_by_role("heading", level=1)).to_have_text("Heute")
    page.get_by_role("link", name="Hochladen", exact=True).click()
    upload(page, FILE)

    expect(page.locator("upload-progress [role=status]")).to_contain_text("an der Reihe")
    town.work()
    expect(page.locator("main")).to_contain_text("Übernommen bis auf 2 Zeilen.")
    refused = page.locator("table tbody", has_text="CL-902")
    expect(refused).to_contain_text("acht Euro")
    expect(page.locator("table tbody", has_text="CL-903")).to_contain_text("Prüfziffer")

    page.get_by_role("link", name="Regal", exact=True).click()
    page.get_by_label("Im Regal suchen").fill("CL-900")
    page.get_by_role("button", name="Suchen", exact=True).click()
    page.get_by_label("Preis €: Röstkaffee Himmelsleiter 250 g").fill("7,50")
    page.get_by_label("Preis €: Röstkaffee Himmelsleiter 250 g").press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    town.work()

    guest = visit()
    guest.goto("/mg/search?q=himmelsleiter")
    card = guest.locator("#hits > li", has_text="Röstkaffee Himmelsleiter")
    expect(card.locator(".tag")).to_contain_text("7")
    expect(card).to_contain_text("Café Linde")
    card.get_by_role("link").click()
    expect(guest.locator("main")).to_contain_text("7,50")


def test_refused_rows_come_back_as_a_file_to_mend(visit: Visit, town: Town) -> None:
    page = visit("Clara")
    page.goto("/shop/cafe-linde/uploads")
    upload(page, FILE.replace("CL-9", "CL-8"), "zweite.csv")
    town.work()
    expect(page.get_by_role("link", name="Abgelehnte Zeilen zum Ausbessern")).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("link", name="Abgelehnte Zeilen zum Ausbessern").click()

    lines = download.value.path().read_bytes().decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines[1:]] == ["CL-802", "CL-803"]


def test_a_file_that_is_no_table_changes_nothing(visit: Visit, town: Town) -> None:
    page = visit("Clara")
    page.goto("/shop/cafe-linde/uploads")
    page.get_by_label("Ihre Bestandsdatei").set_input_files(
        files=[{"name": "foto.csv", "mimeType": "text/csv", "buffer": bytes(range(256)) * 40}]
    )
    page.locator("main").get_by_role("button", name="Hochladen").click()

    town.work()

    expect(page.locator("main")).to_contain_text("An Ihrem Regal hat sich nichts geändert")
    expect(page.get_by_role("link", name="Vorlage herunterladen")).to_be_visible()


def test_a_count_is_corrected_without_javascript(visit: Visit, town: Town) -> None:
    page = visit("Clara", java_script_enabled=False)
    page.goto("/shop/cafe-linde/offers?q=teeei")
    row = page.locator(".offer-row").first
    row.get_by_label("Stück").fill("viele")
    row.get_by_role("button", name="Speichern").click()
    expect(page.locator("#wrong")).to_be_visible()
    expect(page.locator(".offer-row").first.get_by_label("Stück")).to_have_value("viele")

    row = page.locator(".offer-row").first
    row.get_by_label("Stück").fill("2")
    row.get_by_role("button", name="Speichern").click()

    expect(page.locator(".offer-row").first).to_contain_text("Nur noch 2")


def test_what_was_taken_off_the_shelf_can_be_put_back(visit: Visit, town: Town) -> None:
    page = visit("Clara")
    page.goto("/shop/cafe-linde/offers?q=käsekuchen")
    title = page.locator(".offer-row .what a").first.inner_text()
    page.locator(".offer-row").first.get_by_role("button", name="Aus dem Regal nehmen").click()
    expect(page.get_by_role("status").first).to_contain_text(title)

    page.get_by_role("button", name="Rückgängig").click()

    expect(page.locator(".offer-row", has_text=title).first).to_be_visible()
