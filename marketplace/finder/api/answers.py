"""What the API answers, field by field. The descriptions are those of the OpenAPI document and of its page."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from marketplace.finder.suggesting import Kind
from marketplace.sentences.marking import _

Availability = Literal["in_stock", "limited", "unknown", "out_of_stock", "service"]
Meaning = Literal[
    "word",
    "dropped",
    "code",
    "price",
    "size",
    "measure",
    "colour",
    "material",
    "audience",
    "without",
    "place",
    "store",
    "open_now",
    "in_stock",
]


def _undescribed(schema: dict[str, Any]) -> None:
    """A docstring is for readers of the code, not for readers of the document."""
    schema.pop("description", None)


class Answer(BaseModel):
    """Part of an answer."""

    model_config = ConfigDict(json_schema_extra=_undescribed)


class StoreName(Answer):
    """A shop as an offer names it."""

    code: str = Field(description=_("Kurzname des Ladens."), examples=["outdoor-am-alten-markt"])
    name: str = Field(description=_("Name des Ladens."), examples=["Outdoor am Alten Markt"])
    lat: float = Field(description=_("Breite in Grad."), examples=[51.1946])
    lon: float = Field(description=_("Länge in Grad."), examples=[6.4353])


class Offer(Answer):
    """What one shop has of a thing: the best it has."""

    sku: str = Field(description=_("Artikelnummer des Ladens."), examples=["A-114"])
    store: StoreName
    distance_m: int = Field(
        description=_("Luftlinie in Metern, vom Ort der Frage oder von der Stadtmitte."), examples=[340]
    )
    price_cents: int | None = Field(
        description=_("Preis in Cent mit Mehrwertsteuer; „null“: nach Aufwand."), examples=[12990]
    )
    availability: Availability = Field(
        description=_(
            "Auf Lager, wenige (1 bis 2), unbekannt (die Zählung ist zu alt), gerade nicht da, "
            "oder eine Dienstleistung, die keinen Bestand hat."
        ),
        examples=["in_stock"],
    )
    counted_at: datetime | None = Field(
        description=_("Wann zuletzt gezählt wurde; „null“: eine Dienstleistung."), examples=["2026-11-23T09:00:00Z"]
    )
    open_now: bool | None = Field(
        description=_("Ob der Laden jetzt geöffnet hat; „null“: das weiß nur der Laden."), examples=[True]
    )


class Part(Answer):
    """What one word gave to a place."""

    word: str = Field(description=_("Das Suchwort."), examples=["wanderschuhe"])
    terms: list[str] = Field(description=_("Woran es gefunden wurde."), examples=[["wanderschuh"]])
    weight: float = Field(description=_("Gewicht dieser Art zu finden."), examples=[1.0])
    score: float = Field(description=_("Beitrag zur Passung."), examples=[4.2])


class Explanation(Answer):
    """Why a thing stands where it stands."""

    score: float = Field(description=_("Passung mal Nähe: danach wird sortiert."), examples=[4.0])
    text: float = Field(description=_("Passung zu den Suchworten; 1 ohne Worte."), examples=[4.2])
    nearness: float = Field(description=_("Nähe, von 1 an fallend."), examples=[0.96])
    parts: list[Part]


class Product(Answer):
    """A thing as a search finds it, in all its sizes and colours."""

    id: str = Field(description=_("Kurzname der Ware."), examples=["K7M2QF"])
    gtin: str | None = Field(
        description=_("GTIN mit 14 Ziffern; bei mehreren Größen und Farben die des ersten Angebots."),
        examples=["04006381333931"],
    )
    title: str = Field(description=_("Bezeichnung."), examples=["Wanderschuh Eifelsteig Mid, Damen"])
    brand: str | None = Field(description=_("Marke."), examples=["Halde & Horn"])
    category: str | None = Field(description=_("Kurzname der Kategorie."), examples=["schuhe/wanderschuhe"])
    price_from_cents: int | None = Field(
        description=_("Niedrigster Preis in Cent; „null“: nach Aufwand."), examples=[12990]
    )
    stores_nearby: int = Field(description=_("So viele Läden haben sie."), examples=[3])
    offers: list[Offer] = Field(description=_("Die höchstens drei nächsten Läden, der nächste zuerst."))
    explanation: Explanation | None = Field(
        None, description=_("Nur mit „explain=1“."), exclude_if=lambda value: value is None
    )


class FacetValue(Answer):
    """One value to narrow an answer to."""

    value: str = Field(description=_("So heißt der Wert als Parameter."), examples=["schuhe"])
    count: int = Field(description=_("So viele Waren blieben übrig."), examples=[12])


class Facets(Answer):
    """What an answer can be narrowed to; each list leaves its own filter out."""

    category: list[FacetValue]
    brand: list[FacetValue]


class Understood(Answer):
    """One thing that was understood of the question."""

    kind: Meaning = Field(description=_("Was es ist."), examples=["word"])
    text: str = Field(description=_("Wie es dasteht."), examples=["wanderschuhe"])
    value: str | bool = Field(
        description=_(
            "Was es bedeutet: ein Wort, ein Preis von–bis in Cent („500-2000“, „-2000“), ein Punkt, ein Kurzname."
        ),
        examples=["wanderschuhe"],
    )


class SearchAnswer(Answer):
    """The answer to a search."""

    total: int = Field(description=_("So viele Waren und Dienstleistungen passen."), examples=[12])
    took_ms: float = Field(description=_("Dauer der Suche in Millisekunden."), examples=[8.4])
    understood: list[Understood] = Field(description=_("Was von der Frage verstanden wurde, auch was wegfiel."))
    products: list[Product] = Field(description=_("Die Waren in ihrer Reihenfolge."))
    facets: Facets
    suggestion: str | None = Field(description=_("Eine bessere Schreibweise."), examples=[None])
    next: str | None = Field(description=_("Der „cursor“ der nächsten Seite; „null“ auf der letzten."), examples=[None])


class Suggestion(Answer):
    """One way to go on typing."""

    kind: Kind = Field(description=_("Ware, Marke, Kategorie oder Laden."), examples=["product"])
    text: str = Field(description=_("Was im Suchfeld stehen kann."), examples=["Wanderschuh Eifelsteig Mid, Damen"])
    id: str = Field(description=_("Kurzname von Ware, Kategorie oder Laden; Name der Marke."), examples=["K7M2QF"])
    url: str = Field(
        description=_("Seite, zu der es führt."), examples=["https://regal.example.org/mg/products/K7M2QF"]
    )


class Suggestions(Answer):
    """Ways to go on typing."""

    suggestions: list[Suggestion]


class ProductList(Answer):
    """Goods of a city."""

    products: list[Product]
    next: str | None = Field(description=_("Der „cursor“ der nächsten Seite; „null“ auf der letzten."), examples=[None])


class Problem(Answer):
    """A refusal (RFC 9457)."""

    type: str = Field(
        description=_("Adresse, die diese Art von Absage erklärt."),
        examples=["https://regal.example.org/api#problem-422"],
    )
    title: str = Field(description=_("Was es ist, in wenigen Worten."), examples=["Parameter passen nicht"])
    status: int = Field(description=_("HTTP-Status."), examples=[422])
    detail: str = Field(
        description=_("Was los ist und was hilft."), examples=["Bitte prüfen Sie die Parameter unter „errors“."]
    )
    request_id: str = Field(description=_("Nummer der Anfrage, wie sie im Protokoll steht."), examples=["9f2c01ab"])


class BadParameter(Answer):
    """What is wrong with one parameter."""

    parameter: str = Field(description=_("Name des Parameters."), examples=["radius_m"])
    value: str = Field(description=_("Was dort stand."), examples=["weit"])
    detail: str = Field(description=_("Was daran nicht geht."), examples=["„weit“ ist keine ganze Zahl."])


class ParameterProblem(Problem):
    """A refusal of parameters."""

    errors: list[BadParameter] = Field(description=_("Jeder Parameter, der nicht passt."))
