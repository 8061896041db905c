"""Where somebody goes after signing in."""

from marketplace.accounts import links
from marketplace.accounts.workplaces import Workplace


def desk(workplace: Workplace, language: str) -> str:
    """The first page of a desk."""
    if workplace.kind == "shop":
        return links.path("offers.today", language, store_code=workplace.key)
    if workplace.kind == "city":
        return links.path("editor.stores", language, city_slug=workplace.key)
    return links.path("operator.jobs", language)


def page(workplaces: list[Workplace], language: str, wanted: str = "", came_from: str = "") -> str:
    """The page she wanted, else her first desk, else back to where she searched, else the cities. Local paths only."""
    if wanted:
        return wanted
    if workplaces:
        return desk(workplaces[0], language)
    return came_from or links.path("pages.cities", language)
