"""What the API answers of one product, of shops and of cities."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from marketplace.finder.api.answers import Answer, Offer, Product
from marketplace.sentences.marking import _


class Variant(Answer):
    """One size and colour of a thing."""

    gtin: str | None = Field(description=_("GTIN mit 14 Ziffern."), examples=["04006381333931"])
    size: str | None = Field(description=_("Größe oder Inhalt."), examples=["39"])
    colour: str | None = Field(description=_("Farbe, in den Worten des Ladens."), examples=["braun"])


class VariantOffer(Offer):
    """What one shop has of one size and colour."""

    gtin: str | None = Field(description=_("GTIN mit 14 Ziffern."), examples=["04006381333931"])
    size: str | None = Field(description=_("Größe oder Inhalt."), examples=["39"])
    colour: str | None = Field(description=_("Farbe, in den Worten des Ladens."), examples=["braun"])
    pricing: Literal["fixed", "from", "effort"] = Field(
        description=_("Fester Preis, ein Preis ab dem es losgeht, oder nach Aufwand."),
        examples=["fixed"],
    )
    unit_price_cents: int | None = Field(description=_("Preis in Cent für eine ganze Einheit."), examples=[1200])
    unit: str | None = Field(description=_("Die Einheit dazu: kg, l, m oder m2."), examples=["l"])


class ProductDetail(Product):
    """A thing with everything that is known of it."""

    offers: list[VariantOffer] = Field(  # type: ignore[assignment]
        description=_("Alles, was Läden der Stadt davon haben, der nächste Laden zuerst.")
    )
    description: str | None = Field(description=_("Beschreibung."), examples=["Fester Schuh für lange Wege."])
    attributes: dict[str, str] = Field(description=_("Eigenschaften mit ihren Namen."), examples=[{"Sohle": "Gummi"}])
    variants: list[Variant] = Field(description=_("Jede Größe und Farbe."))
    picture: str | None = Field(description=_("Adresse eines Bildes."), examples=[None])
    url: str = Field(description=_("Die Seite dazu."), examples=["https://regal.example.org/mg/products/K7M2QF"])
    updated_at: datetime = Field(
        description=_("Wann sich die Angaben geändert haben."), examples=["2026-11-20T08:00:00Z"]
    )


class Store(Answer):
    """A shop in a list."""

    code: str = Field(description=_("Kurzname des Ladens."), examples=["cafe-linde"])
    name: str = Field(description=_("Name des Ladens."), examples=["Café Linde"])
    trade: str = Field(description=_("Branche."), examples=["Café"])
    city: str = Field(description=_("Kurzname der Stadt."), examples=["mg"])
    district: str | None = Field(description=_("Kurzname des Stadtteils."), examples=["stadtmitte"])
    address: str = Field(description=_("Anschrift."), examples=["Hindenburgstraße 12, 41061 Mönchengladbach"])
    lat: float = Field(description=_("Breite in Grad."), examples=[51.1946])
    lon: float = Field(description=_("Länge in Grad."), examples=[6.4353])
    open_now: bool | None = Field(
        description=_("Ob der Laden jetzt geöffnet hat; „null“: das weiß nur der Laden."), examples=[True]
    )
    url: str = Field(description=_("Die Seite dazu."), examples=["https://regal.example.org/mg/stores/cafe-linde"])


class PlacedStore(Store):
    """A shop in a list that is asked from somewhere."""

    distance_m: int = Field(
        description=_("Luftlinie in Metern, vom Ort der Frage oder von der Stadtmitte."), examples=[340]
    )


class StoreList(Answer):
    """Shops of a city."""

    stores: list[PlacedStore]
    next: str | None = Field(description=_("Der „cursor“ der nächsten Seite; „null“ auf der letzten."), examples=[None])


class StoreDetail(Store):
    """A shop with everything that shoppers may know of it."""

    retailer: str = Field(description=_("Der Betrieb, dem der Laden gehört."), examples=["Café Linde GmbH"])
    phone: str | None = Field(description=_("Telefon."), examples=["+49 2161 000000"])
    email: str | None = Field(description=_("E-Mail."), examples=["hallo@cafe-linde.example"])
    website: str | None = Field(description=_("Eigene Seite."), examples=["https://cafe-linde.example"])
    opening_hours: str | None = Field(
        description=_("Öffnungszeiten in der Schreibweise von OpenStreetMap."), examples=["Mo-Fr 09:00-18:30"]
    )
    closes_at: datetime | None = Field(description=_("Wann der Laden schließt, wenn er offen ist."), examples=[None])
    opens_at: datetime | None = Field(
        description=_("Wann der Laden sicher wieder öffnet, wenn er zu ist."), examples=[None]
    )
    description: str | None = Field(description=_("Beschreibung."), examples=["Kaffee und Kuchen."])
    accessibility: str | None = Field(description=_("Zugang ohne Hindernisse."), examples=["Eine Stufe."])
    services: list[str] = Field(description=_("Was der Laden sonst bietet."), examples=[["Geschenkverpackung"]])


class City(Answer):
    """A city in a list."""

    slug: str = Field(description=_("Kurzname der Stadt."), examples=["mg"])
    name: str = Field(description=_("Name der Stadt."), examples=["Mönchengladbach"])
    lat: float = Field(description=_("Breite der Mitte in Grad."), examples=[51.1854])
    lon: float = Field(description=_("Länge der Mitte in Grad."), examples=[6.4417])
    radius_m: int = Field(description=_("So weit reicht die Stadt um ihre Mitte, in Metern."), examples=[12000])
    url: str = Field(description=_("Die Seite dazu."), examples=["https://regal.example.org/mg"])


class CityList(Answer):
    """The cities of this installation."""

    cities: list[City]
    next: str | None = Field(description=_("Der „cursor“ der nächsten Seite; „null“ auf der letzten."), examples=[None])


class District(Answer):
    """A part of a city."""

    slug: str = Field(description=_("Kurzname des Stadtteils."), examples=["rheydt"])
    name: str = Field(description=_("Name des Stadtteils."), examples=["Rheydt"])
    lat: float = Field(description=_("Breite der Mitte in Grad."), examples=[51.166])
    lon: float = Field(description=_("Länge der Mitte in Grad."), examples=[6.444])
    postcodes: list[str] = Field(description=_("Postleitzahlen."), examples=[["41236", "41239"]])


class CityDetail(City):
    """A city with its parts."""

    state: str = Field(description=_("Bundesland, dessen Feiertage gelten."), examples=["NW"])
    notice: str | None = Field(description=_("Hinweis, der über allen Seiten steht."), examples=[None])
    districts: list[District]
