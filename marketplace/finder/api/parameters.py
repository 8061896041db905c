"""What each address of the API may be asked: the finder's parameters, read strictly."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from marketplace.finder.parameters import (
    LEAST_RADIUS_M,
    LONGEST_TEXT,
    MOST_HITS,
    MOST_LATITUDE,
    MOST_LONGITUDE,
    MOST_PRICE_CENTS,
    MOST_RADIUS_M,
    PAGE_HITS,
    PLACE_DECIMALS,
    Asked,
)
from marketplace.finder.suggesting import MOST
from marketplace.sentences.marking import _

FLAGS = {"1": True, "true": True, "0": False, "false": False}
MOST_STORES = 100


def _flag(typed: Any) -> bool:
    if typed not in FLAGS:
        raise PydanticCustomError("flag", "1 or 0 was expected")
    return FLAGS[typed]


Text = Annotated[str, Field(max_length=LONGEST_TEXT, pattern=r"^[^\x00]*$")]
Name = Annotated[Text, Field(min_length=1)]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "string", "enum": list(FLAGS)})]


class Parameters(BaseModel):
    """Parameters of one address. A name that is not among them is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Continued(Parameters):
    """A list that comes in pages."""

    limit: int = Field(PAGE_HITS, ge=1, le=MOST_HITS, description=_("So viele Einträge auf einmal."))
    cursor: Text = Field("", description=_("Das „next“ der vorigen Antwort: so geht es hinter ihr weiter."))


class Around(Parameters):
    """A question that is asked from somewhere."""

    lat: float | None = Field(
        None,
        ge=-MOST_LATITUDE,
        le=MOST_LATITUDE,
        description=_("Ort als Breite in Grad (WGS84), nur zusammen mit „lon“. Auf drei Stellen gerundet, etwa 100 m."),
        examples=[51.195],
    )
    lon: float | None = Field(
        None,
        ge=-MOST_LONGITUDE,
        le=MOST_LONGITUDE,
        description=_("Ort als Länge in Grad (WGS84), nur zusammen mit „lat“. Auf drei Stellen gerundet, etwa 100 m."),
        examples=[6.435],
    )
    near: Text = Field(
        "",
        description=_("Ort in Worten: Postleitzahl, Stadtteil oder Laden. „lat“ und „lon“ gehen vor."),
        examples=["41061"],
    )
    city: Text = Field(
        "",
        description=_("Kurzname der Stadt. Fehlt er, gilt die Stadt, die dem Ort am nächsten liegt."),
        examples=["mg"],
    )

    def asked(self, usual_radius_m: int) -> Asked:
        """The same question as pages ask it."""
        given = self.model_dump(include=set(Asked.__dataclass_fields__), exclude_none=True)
        for name in ("q", "near"):
            given[name] = " ".join(given.get(name, "").split())
        for name in ("lat", "lon"):
            given[name] = round(given[name], PLACE_DECIMALS) if name in given else None
        return Asked(**{"radius_m": usual_radius_m, **given, "usual_radius_m": usual_radius_m})


class Typed(Around):
    """Words within a radius."""

    q: Text = Field(
        "", description=_("Suchworte, eine GTIN oder ISBN. Leer: alles in der Nähe."), examples=["wanderschuhe"]
    )
    radius_m: int | None = Field(
        None,
        ge=LEAST_RADIUS_M,
        le=MOST_RADIUS_M,
        description=_("Umkreis in Metern. Fehlt er, gilt der übliche dieser Installation."),
        examples=[5000],
    )


class Search(Typed, Continued):
    """A search."""

    in_stock: Flag = Field(False, description=_("„1“: nur, was da ist."), examples=["1"])
    open_now: Flag = Field(False, description=_("„1“: nur Läden, die jetzt geöffnet haben."), examples=["0"])
    category: Text = Field("", description=_("Kurzname einer Kategorie, wie „facets“ ihn nennt."))
    brand: Text = Field("", description=_("Marke, genau wie „facets“ sie nennt."))
    price_max_cents: int | None = Field(
        None, ge=1, le=MOST_PRICE_CENTS, description=_("Höchster Preis in Cent."), examples=[20000]
    )
    store: Text = Field("", description=_("Kurzname eines Ladens: nur, was dort steht."))
    sort: Literal["fit", "distance", "price"] = Field(
        "fit", description=_("Reihenfolge: passend und nah, nach Entfernung oder nach Preis.")
    )
    explain: Flag = Field(
        False,
        description=_("„1“: jede Ware erklärt ihren Platz."),
        examples=["0"],
    )


class Suggest(Typed):
    """Typing ahead."""

    limit: int = Field(MOST, ge=1, le=MOST_HITS, description=_("So viele Vorschläge höchstens."))


class Products(Around, Continued):
    """The goods of a city, one after the other."""

    gtin: Text = Field("", description=_("GTIN oder ISBN mit 8, 12, 13 oder 14 Ziffern: nur diese Ware."))
    category: Text = Field("", description=_("Kurzname einer Kategorie: sie und alles, was zu ihr gehört."))
    brand: Text = Field("", description=_("Marke, genau geschrieben."))
    store: Text = Field("", description=_("Kurzname eines Ladens: nur, was dort steht."))


class OneProduct(Around):
    """One thing with all who have it."""

    id: Name = Field(description=_("Kurzname der Ware, die „id“ einer Suche."), examples=["K7M2QF"])


class Stores(Around, Continued):
    """The shops of a city."""

    limit: int = Field(PAGE_HITS, ge=1, le=MOST_STORES, description=_("So viele Einträge auf einmal."))
    trade: Text = Field("", description=_("Branche, genau geschrieben."))
    district: Text = Field("", description=_("Kurzname eines Stadtteils."))
    open_now: Flag = Field(False, description=_("„1“: nur Läden, die jetzt geöffnet haben."), examples=["0"])
    sort: Literal["name", "distance"] = Field("name", description=_("Reihenfolge: nach Namen oder nach Entfernung."))


class OneStore(Parameters):
    """One shop."""

    code: Name = Field(description=_("Kurzname des Ladens."), examples=["cafe-linde"])


class Cities(Continued):
    """The cities of this installation."""


class OneCity(Parameters):
    """One city."""

    slug: Name = Field(description=_("Kurzname der Stadt."), examples=["mg"])
