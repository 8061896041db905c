"""The demo city's files, read into plain values. A fault names the file and the line."""

import csv
import tomllib
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from marketplace.errors import Invalid
from marketplace.money import read_price

CATEGORY_COLUMNS = "slug;parent;de;en;family"
PRODUCT_COLUMNS = (
    "key;number;title;brand;category;price;sizes;colours;measure;attributes;description;description_en;own"
)
SHELF_COLUMNS = "product;price;pieces;counted;place"
NUMBER_DIGITS = 5
AGES = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
MEASURES = {
    "g": (1, "kg"),
    "kg": (1000, "kg"),
    "ml": (1, "l"),
    "l": (1000, "l"),
    "cm": (10, "m"),
    "m": (1000, "m"),
    "m2": (1000, "m2"),
}


class SeedFault(Exception):  # noqa: N818 - a fault of a file, not of the program
    """What cannot be used, after the file and the line where it stands."""


@dataclass(frozen=True)
class Variant:
    """One size and colour, and its place in the list: the end of its GTIN."""

    index: int
    size: str
    colour: str


@dataclass(frozen=True)
class Thing:
    """One row of products/*.csv: a product group."""

    key: str
    number: int
    title: str
    brand: str
    category: str
    measure: str
    attributes: dict[str, str]
    description: str
    description_en: str
    is_own: bool
    variants: tuple[Variant, ...]
    where: str


@dataclass(frozen=True)
class ShelfRow:
    """One row of shelves/*.csv: what one store has of one product group, and how long ago it was counted."""

    thing: str
    price_cents: int
    pieces: dict[str, int]
    age: timedelta
    place: str
    where: str


def table(path: Path, columns: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a `;` file, each with the words that name its file and line."""
    if not path.is_file():
        raise SeedFault(f"{path.parent.name}/{path.name} is missing.")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter=";", strict=True)
        if ";".join(reader.fieldnames or ()) != columns:
            raise SeedFault(f"{path.name}, line 1: the columns must be {columns}.")
        for row in reader:
            where = f"{path.name}, line {reader.line_num}"
            if None in row or None in row.values():
                raise SeedFault(f"{where}: the number of fields does not fit the header.")
            yield where, row


def categories(folder: Path) -> list[dict[str, str]]:
    """All categories, departments before their leaves. Raises SeedFault for a slug that stands twice or nowhere."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted((folder / "categories").glob("*.csv")):
        for where, row in table(path, CATEGORY_COLUMNS):
            if row["slug"] in found:
                raise SeedFault(f"{where}: {row['slug']} stands twice.")
            if row["parent"] and row["parent"] not in found:
                raise SeedFault(f"{where}: {row['parent']} is no category above it.")
            found[row["slug"]] = row
    return sorted(found.values(), key=lambda row: (row["slug"].count("/"), row["slug"]))


def things(folder: Path, shelves: Container[str]) -> list[Thing]:
    """All product groups, of categories that exist. Raises SeedFault for a key or number that stands twice."""
    found: dict[str, Thing] = {}
    numbers: set[int] = set()
    for path in sorted((folder / "products").glob("*.csv")):
        for where, row in table(path, PRODUCT_COLUMNS):
            thing = _thing(row, where)
            if thing.key in found or thing.number in numbers:
                raise SeedFault(f"{where}: {thing.key} or {thing.number} stands twice.")
            if thing.category not in shelves:
                raise SeedFault(f"{where}: {thing.category} is no category.")
            found[thing.key] = thing
            numbers.add(thing.number)
    return list(found.values())


def stores(folder: Path) -> list[dict[str, Any]]:
    """All stores, by code. Raises SeedFault where one is not named as its file."""
    found = []
    for path in sorted((folder / "stores").glob("*.toml"), key=lambda path: path.stem):
        plan = _toml(path)
        if plan.get("code") != path.stem:
            raise SeedFault(f"{path.name}: its code must be {path.stem!r}.")
        found.append(plan)
    return found


def shelf(folder: Path, code: str) -> list[ShelfRow]:
    """The shelf of one store. Raises SeedFault for a price, pieces or an age that cannot be read."""
    rows: list[ShelfRow] = []
    seen: set[tuple[str, str]] = set()
    for where, row in table(folder / "shelves" / f"{code}.csv", SHELF_COLUMNS):
        try:
            price, pieces, counted = read_price(row["price"]), _pieces(row["pieces"]), age(row["counted"])
        except (Invalid, KeyError, ValueError):
            raise SeedFault(f"{where}: price, pieces or age cannot be read.") from None
        there = {(row["product"], name) for name in pieces}
        if there & seen:
            raise SeedFault(f"{where}: {row['product']} stands twice.")
        seen |= there
        rows.append(ShelfRow(row["product"], price, pieces, counted, row["place"], where))
    return rows


def city(folder: Path) -> dict[str, Any]:
    """The city with its districts and features."""
    return _toml(folder / "city.toml")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise SeedFault(f"{path.name}: {fault}") from None


def measure(text: str) -> tuple[int, str] | None:
    """`500 g` as (500, "kg"): thousandths of the unit that unit prices are given in. None for anything else."""
    number, _, unit = text.strip().partition(" ")
    if unit not in MEASURES or not number.replace(",", "", 1).isdigit():
        return None
    factor, base = MEASURES[unit]
    return round(float(number.replace(",", ".")) * factor), base


def age(text: str) -> timedelta:
    """`20m`, `2h` or `9d`. Raises KeyError or ValueError for anything else."""
    return _number(text[:-1]) * AGES[text[-1:]]


def variant_named(thing: Thing, name: str, where: str) -> Variant:
    """The variant a shelf calls `38/braun`, `38`, `braun` or nothing. Raises SeedFault where there is none."""
    for variant in thing.variants:
        known = "/".join(part.replace(" ", "_") for part in (variant.size, variant.colour) if part)
        if known == name:
            return variant
    raise SeedFault(f"{where}: {thing.key} has no variant {name!r}.")


def _thing(row: dict[str, str], where: str) -> Thing:
    sizes, colours = row["sizes"].split("|"), row["colours"].split("|")
    pairs = [(size.strip(), colour.strip()) for size in sizes for colour in colours]
    attributes = dict(part.split(":", 1) for part in row["attributes"].split("|") if ":" in part)
    if not row["number"].isdecimal() or len(row["number"]) != NUMBER_DIGITS:
        raise SeedFault(f"{where}: {row['number']!r} is no number of {NUMBER_DIGITS} digits.")
    return Thing(
        key=row["key"],
        number=int(row["number"]),
        title=row["title"],
        brand=row["brand"],
        category=row["category"],
        measure=row["measure"],
        attributes={name.strip(): value.strip() for name, value in attributes.items()},
        description=row["description"],
        description_en=row["description_en"],
        is_own=row["own"] == "1",
        variants=tuple(Variant(index, size, colour) for index, (size, colour) in enumerate(pairs)),
        where=where,
    )


def _pieces(text: str) -> dict[str, int]:
    """`4` or `36:2 37:0` as pieces by variant name. Raises ValueError for less than none, and for a variant twice."""
    if ":" not in text:
        return {"": _number(text)}
    pairs = [part.rpartition(":") for part in text.split()]
    found = {name: _number(pieces) for name, _, pieces in pairs}
    if len(found) < len(pairs):
        raise ValueError(f"{text} names a variant twice")
    return found


def _number(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(f"{text!r} is no number of pieces")
    return int(text)
