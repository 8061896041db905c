"""What every template may use: prices, distances, ages, pictures, the other language's address."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from flask import Flask, g, request, url_for
from flask_babel import format_date, format_decimal, format_time, gettext, ngettext
from markupsafe import Markup

from marketplace import language, static
from marketplace.db import utc_now
from marketplace.money import euros
from marketplace.pictures import WIDTHS_PX, Picture, file_name


def price(cents: int) -> str:
    """`1.299,90 €`, in the notation of the page's language."""
    return gettext("%(amount)s €", amount=format_decimal(euros(cents), format="#,##0.00"))


def priced(cents: int | None, pricing: str) -> str:
    """What an offer costs: `12,90 €`, `ab 12,90 €` or `nach Aufwand`."""
    if cents is None:
        return gettext("nach Aufwand")
    return gettext("ab %(price)s", price=price(cents)) if pricing == "from" else price(cents)


def price_tag(cents: int) -> Markup:
    """A price as it stands on the yellow tag: large euros, raised cents, read out whole."""
    whole, part = divmod(cents, 100)
    around = gettext("%(amount)s €").replace(" ", "\N{NO-BREAK SPACE}")
    shown = Markup.escape(around) % {"amount": Markup("{}<sup>{:02}</sup>").format(format_decimal(whole), part)}
    told = Markup('<span class="visually-hidden">{}</span><span aria-hidden="true">{}</span>')
    return told.format(price(cents), shown)


def distance(metres: int) -> str:
    """`340 m` below a kilometre, `1,8 km` above."""
    tens = max(10, round(metres, -1))
    if tens < 1000:
        return gettext("%(metres)s m", metres=tens)
    return gettext("%(kilometres)s km", kilometres=format_decimal(round(metres / 1000, 1)))


def ago(moment: datetime) -> str:
    """How long ago, in the words of the shelf: `vor 2 Std.`, `gestern`, `vor 9 Tagen`."""
    minutes = max(0, int((utc_now() - moment) / timedelta(minutes=1)))
    if minutes < 60:
        return ngettext("vor %(num)s Min.", "vor %(num)s Min.", max(1, minutes))
    if minutes < 24 * 60:
        return ngettext("vor %(num)s Std.", "vor %(num)s Std.", minutes // 60)
    days = minutes // (24 * 60)
    return gettext("gestern") if days == 1 else ngettext("vor %(num)s Tag", "vor %(num)s Tagen", days)


def clock(moment: datetime) -> str:
    """The time of day in the city: `18:30`."""
    return format_time(moment, "HH:mm")


def day(moment: datetime) -> str:
    """The date in the city: `23.11.2026`."""
    return format_date(moment, "medium")


def weekday(moment: datetime) -> str:
    """The weekday's name: `Montag`."""
    return format_date(moment, "EEEE")


def moment(value: datetime) -> str:
    """Date and time of day: `23.11.2026, 18:30`."""
    return f"{day(value)}, {clock(value)}"


def picture_url(picture: Picture, width: int = WIDTHS_PX[0]) -> str:
    """Where one width of an uploaded picture is served."""
    return url_for("pages.picture", name=file_name(picture.sha256, width))


def in_language(other: str) -> str:
    """The address of this page in the other language, as a path with its query."""
    query = request.query_string.decode(errors="replace")
    path = f"/{quote(request.path.lstrip('/'))}" + (f"?{query}" if query else "")
    return f"/en{path}" if other == "en" else path


def icon(name: str) -> Markup:
    """One of our line icons, drawn in the colour of the text around it."""
    return Markup('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>').format(
        static.url("img/icons.svg"), name
    )


def in_german(english: str = "") -> Markup:
    """The attribute for an element whose text stays German on an English page, having no `english` one."""
    return Markup(' lang="de"') if language.current() == "en" and not english else Markup()


def start(app: Flask) -> None:
    for function in (price, priced, price_tag, distance, ago, clock, day, weekday, moment):
        app.jinja_env.filters[function.__name__] = function
    helpers: dict[str, Any] = {
        "choose": language.choose,
        "icon": icon,
        "in_german": in_german,
        "in_language": in_language,
        "ngettext": ngettext,
        "now": utc_now,
        "picture_url": picture_url,
    }
    app.jinja_env.globals.update(helpers)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(lambda: {"city": g.get("city"), "page_language": language.current()})
