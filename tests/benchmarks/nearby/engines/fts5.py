"""SQLite: FTS5 for the words, ordinary tables for the rest, one statement for the whole answer."""

import sqlite3
from collections.abc import Sequence
from math import cos, radians
from pathlib import Path

from tests.benchmarks.nearby.answers import Answer
from tests.benchmarks.nearby.changes import Change, Newcomer
from tests.benchmarks.nearby.corpus import FIELDS, NOON, Corpus, texts
from tests.benchmarks.nearby.engines.sql import Rows, answer, offer_rows, product_rows, store_rows
from tests.benchmarks.nearby.questions import EARTH_M, Question

TITLE = "SQLite FTS5 + SQL"
SCHEMA = """
PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;
CREATE VIRTUAL TABLE words USING fts5(title, brand, category, description, content='', prefix='3 4');
CREATE TABLE names (kind INTEGER, number INTEGER, name TEXT, PRIMARY KEY (kind, number)) WITHOUT ROWID;
CREATE TABLE products (id INTEGER PRIMARY KEY, brand INTEGER, category INTEGER);
CREATE TABLE stores (id INTEGER PRIMARY KEY, latitude REAL, longitude REAL, rhythm_s INTEGER);
CREATE INDEX stores_by_latitude ON stores (latitude, longitude);
CREATE TABLE hours (store INTEGER, opens INTEGER, closes INTEGER, PRIMARY KEY (store, opens)) WITHOUT ROWID;
CREATE TABLE offers (product INTEGER, store INTEGER, price_cents INTEGER, available INTEGER, counted_at INTEGER,
    PRIMARY KEY (product, store)) WITHOUT ROWID;
"""
OPENING = "PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;"
FIND = """
WITH near AS MATERIALIZED (
    SELECT id, metres, trusted_since FROM (
        SELECT id, :at - 2 * rhythm_s AS trusted_since,
            2 * :earth * asin(sqrt(pow(sin(radians(latitude - :latitude) / 2), 2) + cos(radians(latitude))
                * cos(radians(:latitude)) * pow(sin(radians(longitude - :longitude) / 2), 2))) AS metres
        FROM stores WHERE latitude BETWEEN :south AND :north AND longitude BETWEEN :west AND :east
    ) WHERE metres <= :radius_m {opened}
),
found AS MATERIALIZED (SELECT rowid AS product, -bm25(words, 3, 3, 3, 1) AS text FROM words WHERE words MATCH :words),
sold AS MATERIALIZED (
    SELECT found.product, text, min(CAST(round(metres * 1000) AS INTEGER) << 32 | store) AS nearest,
        min(price_cents) AS price_cents, count(*) AS stores
    FROM found CROSS JOIN offers USING (product) CROSS JOIN near ON near.id = offers.store
    {offers} GROUP BY found.product
),
listed AS MATERIALIZED (SELECT sold.*, brand, category FROM sold CROSS JOIN products ON products.id = sold.product),
answer AS MATERIALIZED (SELECT * FROM listed {category})
SELECT 'total', count(*), NULL, NULL, NULL, NULL FROM answer
UNION ALL SELECT 'brand', name, many, NULL, NULL, NULL
    FROM (SELECT brand, count(*) AS many FROM answer GROUP BY brand) JOIN names ON kind = 0 AND number = brand
UNION ALL SELECT 'category', name, many, NULL, NULL, NULL
    FROM (SELECT category, count(*) AS many FROM listed GROUP BY category) JOIN names ON kind = 1 AND number = category
UNION ALL SELECT * FROM (
    SELECT 'hit', product, nearest & 4294967295, (nearest >> 32) / 1000.0, price_cents, stores FROM answer
    ORDER BY text * (0.8 + 0.2 * exp((nearest >> 32) / -4000000.0)) DESC LIMIT 20
)
"""
BEST = "SELECT rowid FROM words WHERE words MATCH ? AND rank MATCH 'bm25(3, 3, 3, 1)' ORDER BY rank LIMIT 20"
ADD_WORDS = f"INSERT INTO words (rowid, {', '.join(FIELDS)}) VALUES (?, ?, ?, ?, ?)"
SET_STOCK = "UPDATE offers SET price_cents = ?, available = ?, counted_at = ? WHERE product = ? AND store = ?"
DEGREE_M = 110_000.0


def build(corpus: Corpus, folder: Path) -> None:
    """Fill the tables in one transaction, merge the words into one tree, and gather statistics."""
    connection = sqlite3.connect(folder / "town.db")
    connection.executescript(SCHEMA)
    with connection:
        rows = ((product, *texts(corpus, product).values()) for product in range(corpus.size.products))
        connection.executemany(ADD_WORDS, rows)
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        for kind, names in enumerate((corpus.brands, corpus.categories)):
            numbered = ((kind, number, name) for number, name in enumerate(names))
            connection.executemany("INSERT INTO names VALUES (?, ?, ?)", numbered)
        connection.executemany("INSERT INTO products VALUES (?, ?, ?)", product_rows(corpus))
        connection.executemany("INSERT INTO offers VALUES (?, ?, ?, ?, ?)", offer_rows(corpus))
        stores, hours = store_rows(corpus)
        connection.executemany("INSERT INTO stores VALUES (?, ?, ?, ?)", stores)
        connection.executemany("INSERT INTO hours VALUES (?, ?, ?)", hours)
    connection.executescript("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);")
    connection.close()


def statement(question: Question) -> str:
    """The statement for the filters of a question; equal ones are prepared once."""
    offers = [
        "available > 0 AND counted_at >= trusted_since" * question.in_stock,
        "price_cents <= :price_max_cents" * (question.price_max_cents is not None),
    ]
    opened = "AND EXISTS (SELECT 1 FROM hours WHERE store = id AND opens <= :at AND closes > :at)"
    category = "WHERE category = (SELECT number FROM names WHERE kind = 1 AND name = :category)"
    return FIND.format(
        opened=opened * question.open_now,
        offers="WHERE " * any(offers) + " AND ".join(filter(None, offers)),
        category=category * bool(question.category),
    )


class Changer:
    """A connection that writes."""

    def __init__(self, folder: Path, corpus: Corpus) -> None:
        self.connection, self.corpus = sqlite3.connect(folder / "town.db"), corpus
        self.connection.executescript(OPENING)

    def set_stock(self, rows: Sequence[Change]) -> None:
        """One transaction."""
        values = ((row.price_cents, row.available, row.counted_at, row.product, row.store) for row in rows)
        with self.connection:
            self.connection.executemany(SET_STOCK, values)

    def add_products(self, rows: Sequence[Newcomer]) -> None:
        """One transaction."""
        corpus = self.corpus
        numbers = ((row.product, int(corpus.brand[row.like]), int(corpus.category[row.like])) for row in rows)
        with self.connection:
            self.connection.executemany(ADD_WORDS, ((row.product, *texts(corpus, row.like).values()) for row in rows))
            self.connection.executemany("INSERT INTO products VALUES (?, ?, ?)", numbers)
            offers = ((row.product, row.store, 990, 1, NOON) for row in rows)
            self.connection.executemany("INSERT INTO offers VALUES (?, ?, ?, ?, ?)", offers)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def words(question: Question) -> str:
    """The words in FTS5's language; the last may be the beginning of one."""
    return (" OR " if question.any_word else " ").join(question.words) + "*" * (question.manner == "begun")


class Reader:
    """An open connection that keeps its prepared statements."""

    def __init__(self, folder: Path) -> None:
        self.connection = sqlite3.connect(folder / "town.db", cached_statements=256)
        self.connection.executescript(OPENING)

    def find(self, question: Question) -> Answer:
        """One statement."""
        return answer(self._rows(question))

    def _rows(self, question: Question) -> Rows:
        reach = question.radius_m / DEGREE_M
        across = reach / cos(radians(question.latitude))
        values = {
            "words": words(question),
            "at": question.at,
            "earth": EARTH_M,
            "latitude": question.latitude,
            "longitude": question.longitude,
            "south": question.latitude - reach,
            "north": question.latitude + reach,
            "west": question.longitude - across,
            "east": question.longitude + across,
            "radius_m": question.radius_m,
            "price_max_cents": question.price_max_cents,
            "category": question.category,
        }
        return self.connection.execute(statement(question), values)

    def best(self, question: Question) -> list[tuple[int]]:
        """Its own ranking."""
        return self.connection.execute(BEST, (words(question),)).fetchall()

    def told(self, found: Answer) -> Answer:
        """It is one."""
        return found

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()
