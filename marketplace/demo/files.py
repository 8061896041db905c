"""The demo city's files, read into plain values. A fault names the file and the line."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

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
    """A line of a seed file that cannot be used."""


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


@dataclass(frozen=True)
class ShelfRow:
    """One row of shelves/*.csv: what one store has of one product group, and how long ago it was counted."""

    thing: str
    price: str
    pieces: dict[str, int]
    age: timedelta
    place: str


def table(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a `;` file with their line numbers."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter=";", strict=True)
        for row in reader:
            if None in row or None in row.values():
                raise SeedFault(f"{path.name}, line {reader.line_num}: the number of fields does not fit the header.")
            yield reader.line_num, row


def categories(folder: Path) -> list[dict[str, str]]:
    """All categories, departments before their leaves."""
    rows = [row for path in sorted((folder / "categories").glob("*.csv")) for _line, row in table(path)]
    return sorted(rows, key=lambda row: (row["slug"].count("/"), row["slug"]))


def things(folder: Path) -> list[Thing]:
    """All product groups. Raises SeedFault for a key or number that stands twice."""
    found: dict[str, Thing] = {}
    numbers: set[int] = set()
    for path in sorted((folder / "products").glob("*.csv")):
        for line, row in table(path):
            thing = _thing(row)
            if thing.key in found or thing.number in numbers:
                raise SeedFault(f"{path.name}, line {line}: {thing.key} or {thing.number} stands twice.")
            found[thing.key] = thing
            numbers.add(thing.number)
    return list(found.values())


def stores(folder: Path) -> list[dict[str, Any]]:
    """All stores, by code."""
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((folder / "stores").glob("*.toml"))]


def shelf(folder: Path, code: str) -> list[ShelfRow]:
    """The shelf of one store. Raises SeedFault for pieces or an age that cannot be read."""
    path = folder / "shelves" / f"{code}.csv"
    rows = []
    for line, row in table(path):
        try:
            rows.append(
                ShelfRow(row["product"], row["price"], _pieces(row["pieces"]), age(row["counted"]), row["place"])
            )
        except (KeyError, ValueError, IndexError):
            raise SeedFault(f"{path.name}, line {line}: pieces or age cannot be read.") from None
    return rows


def city(folder: Path) -> dict[str, Any]:
    """The city with its districts and features."""
    return tomllib.loads((folder / "city.toml").read_text(encoding="utf-8"))


def measure(text: str) -> tuple[int, str] | None:
    """`500 g` as (500, "kg"): thousandths of the unit that unit prices are given in. None for anything else."""
    number, _, unit = text.strip().partition(" ")
    if unit not in MEASURES or not number.replace(",", "", 1).isdigit():
        return None
    factor, base = MEASURES[unit]
    return round(float(number.replace(",", ".")) * factor), base


def age(text: str) -> timedelta:
    """`20m`, `2h` or `9d`. Raises KeyError or ValueError for anything else."""
    return int(text[:-1]) * AGES[text[-1:]]


def variant_named(thing: Thing, name: str) -> Variant:
    """The variant a shelf calls `38/braun`, `38`, `braun` or nothing. Raises SeedFault where there is none."""
    for variant in thing.variants:
        known = "/".join(part.replace(" ", "_") for part in (variant.size, variant.colour) if part)
        if known == name:
            return variant
    raise SeedFault(f"{thing.key} has no variant {name!r}.")


def _thing(row: dict[str, str]) -> Thing:
    sizes, colours = row["sizes"].split("|"), row["colours"].split("|")
    pairs = [(size.strip(), colour.strip()) for size in sizes for colour in colours]
    attributes = dict(part.split(":", 1) for part in row["attributes"].split("|") if ":" in part)
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
    )


def _pieces(text: str) -> dict[str, int]:
    """`4` or `36:2 37:0` as pieces by variant name."""
    if ":" not in text:
        return {"": int(text)}
    return {name: int(pieces) for name, _, pieces in (part.rpartition(":") for part in text.split())}
