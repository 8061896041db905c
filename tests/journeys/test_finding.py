"""From a question to a shop's door."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Visit

HOME = "/mg"


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press the tabulator until the focus stands on what matches the selector."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} was not reached in {most} steps")


def test_from_home_to_an_address_by_keyboard_alone(page: Page) -> None:
    page.goto(HOME)
    tab_to(page, "input[name=q]")
    page.keyboard.type("wanderschuh eifelsteig")
    page.keyboard.press("Escape")
    tab_to(page, "input[name=near]")
    page.keyboard.type("41061")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mg/search?**")

    tab_to(page, "#hits h2 a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mg/products/*")
    tab_to(page, "main a[href*='/mg/stores/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mg/stores/*")

    expect(page.locator("main address").first).to_contain_text("Mönchengladbach")


def test_a_suggestion_is_taken_by_keyboard(page: Page) -> None:
    page.goto(HOME)
    tab_to(page, "input[name=q]")

    page.keyboard.type("wanders")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True).inner_text()
    page.keyboard.press("Enter")

    page.wait_for_url(lambda url: not url.endswith(HOME))
    expect(page.locator("main h1")).to_contain_text(chosen)


def test_from_home_to_an_address_without_javascript(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    page.goto(HOME)
    page.fill("input[name=q]", "wanderschuh eifelsteig")
    page.fill("input[name=near]", "41061")
    page.click("text=Finden")

    page.locator("#hits h2 a").first.click()
    page.locator("main a[href*='/mg/stores/']").first.click()

    expect(page.locator("main address").first).to_contain_text("Mönchengladbach")


def test_filters_are_links_that_need_no_javascript(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/mg/search?q=wanderschuhe")
    all_hits = page.locator("#count").inner_text()

    page.click(".chips .chip:has-text('Jetzt geöffnet')")

    assert "open_now=1" in page.url
    expect(page.locator(".chips .chip[aria-current=true]", has_text="Jetzt geöffnet")).to_have_count(1)
    page.click(".chips .chip:has-text('Jetzt geöffnet')")
    assert "open_now" not in page.url
    expect(page.locator("#count")).to_have_text(all_hits)


def test_filters_swap_the_results_in_place_and_say_so(page: Page) -> None:
    page.goto("/mg/search?q=kaffee")
    page.evaluate("document.body.dataset.same = 'yes'")
    before = page.locator("#count").inner_text()

    page.click(".chips .menu summary:has-text('Umkreis'), .chips .menu summary:has-text('km')")
    page.locator(".menu[open] .choice").first.click()
    page.wait_for_url("**radius_m=**")

    expect(page.locator("results-told")).not_to_be_empty()
    assert page.evaluate("document.body.dataset.same") == "yes", "the page was not loaded anew"
    page.go_back()
    expect(page.locator("#count")).to_have_text(before)


def test_a_typing_error_is_answered_with_what_was_meant(page: Page) -> None:
    page.goto("/mg/search?q=wandershcuhe")

    expect(page.locator("main")).to_contain_text("Wanderschuh")
    expect(page.locator("#hits > li").first).to_be_visible()


def test_further_hits_are_put_below_and_none_comes_twice(page: Page) -> None:
    page.goto("/mg/search?q=tee&radius_m=50000")
    first = page.locator("#hits > li").count()

    page.click("text=Weitere Treffer")

    expect(page.locator(f"#hits > li:nth-child({first + 1})")).to_be_visible()
    codes = page.locator("#hits > li").evaluate_all("rows => rows.map(row => row.id)")
    assert len(codes) == len(set(codes)) > first


def test_paging_needs_no_javascript(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/mg/search?q=tee&radius_m=50000")
    first = page.locator("#hits > li").evaluate_all("rows => rows.map(row => row.id)")

    page.click("text=Weitere Treffer")

    following = page.locator("#hits > li").evaluate_all("rows => rows.map(row => row.id)")
    assert following
    assert not set(first) & set(following)


def test_what_nobody_has_becomes_a_wish(page: Page) -> None:
    page.goto("/mg/search?q=quantenzwieback")

    expect(page.locator("h1")).to_contain_text("Nichts gefunden")
    page.get_by_role("button", name="Wunsch abschicken").click()

    expect(page.get_by_role("status")).to_contain_text("Danke")


def test_a_phone_has_the_whole_path(visit: Visit) -> None:
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto("/mg/search?q=wanderschuhe")
    page.locator("#hits h2 a").first.tap()
    page.locator("main a[href*='/mg/stores/']").first.tap()

    expect(page.locator("main address").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the phone"


def test_a_phones_head_leads_to_the_shops_the_map_and_the_other_language(visit: Visit) -> None:
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto("/mg/search?q=wanderschuhe")
    head = page.get_by_role("banner")

    expect(head.get_by_role("link", name="Läden")).to_be_in_viewport()
    expect(head.get_by_role("link", name="English")).to_be_in_viewport()
    page.get_by_role("link", name="Karte", exact=True).click()

    expect(page.locator("#map")).to_be_in_viewport()
