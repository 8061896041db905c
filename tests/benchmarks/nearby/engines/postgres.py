"""PostgreSQL: a GIN index over weighted words, earthdistance over the stores, one statement for the whole answer.

The server is the benchmark's own. It has the settings of somebody who gave it a good part of a small machine: no
compiling of statements and no helping processes (both cost more than they save in a few milliseconds), memory for
sorting, and the page costs of a disk that does not turn. Statements are prepared on the first use. They look up the
offers product by product: left to itself, the planner reads all offers for some questions, which doubles the mean.
"""

from collections.abc import Sequence
from pathlib import Path

import psycopg

from tests.benchmarks.nearby.answers import Answer
from tests.benchmarks.nearby.changes import Change, Newcomer
from tests.benchmarks.nearby.corpus import FIELDS, NOON, Corpus, texts
from tests.benchmarks.nearby.engines.sql import answer, offer_rows, product_rows, store_rows
from tests.benchmarks.nearby.questions import EARTH_M, Question
from tests.postgres import initialise, start, stop

TITLE = "PostgreSQL (GIN, earthdistance)"
SETTINGS = (
    "-c listen_addresses='' -c shared_buffers=1GB -c effective_cache_size=4GB -c work_mem=64MB -c max_wal_size=8GB"
    " -c maintenance_work_mem=512MB -c random_page_cost=1.1 -c jit=off -c max_parallel_workers_per_gather=0"
)
TABLES = """
CREATE EXTENSION cube; CREATE EXTENSION earthdistance;
CREATE TABLE names (kind integer, number integer, name text, PRIMARY KEY (kind, number));
CREATE TABLE texts (id integer, title text, brand text, category text, description text);
CREATE TABLE numbers (id integer, brand integer, category integer);
CREATE TABLE places (id integer, latitude float8, longitude float8, rhythm_s integer);
CREATE TABLE hours (store integer, opens bigint, closes bigint);
CREATE TABLE offers (product integer, store integer, price_cents integer, available smallint, counted_at bigint);
"""
WORDS = """
setweight(to_tsvector('simple', concat_ws(' ', {title}, {brand}, {category})), 'A')
|| setweight(to_tsvector('simple', {description}), 'D')
"""
INDEXES = f"""
CREATE TABLE products AS SELECT id, numbers.brand, numbers.category,
    {WORDS.format(**{name: f"texts.{name}" for name in FIELDS})} AS words
    FROM texts JOIN numbers USING (id) ORDER BY id;
CREATE TABLE stores AS SELECT id, ll_to_earth(latitude, longitude) AS place, rhythm_s FROM places;
DROP TABLE texts, numbers, places;
ALTER TABLE products ADD PRIMARY KEY (id);
ALTER TABLE stores ADD PRIMARY KEY (id);
ALTER TABLE hours ADD PRIMARY KEY (store, opens);
ALTER TABLE offers ADD PRIMARY KEY (product, store) INCLUDE (price_cents, available, counted_at);
CREATE INDEX words_of_products ON products USING gin (words);
CREATE INDEX places_of_stores ON stores USING gist (place);
"""
FIND = """
WITH near AS MATERIALIZED (
    SELECT id, metres, trusted_since FROM (
        SELECT id, %(at)s::bigint - 2 * rhythm_s AS trusted_since, %(scale)s::float8 *
            earth_distance(place, ll_to_earth(%(latitude)s, %(longitude)s)) AS metres
        FROM stores
        WHERE earth_box(ll_to_earth(%(latitude)s, %(longitude)s), %(radius_m)s::float8 / %(scale)s) @> place
    ) AS reached WHERE metres <= %(radius_m)s {opened}
),
found AS MATERIALIZED (
    SELECT id AS product, brand, category, ts_rank('{{0.33, 0.33, 0.33, 1}}', words, query) AS text
    FROM products, to_tsquery('simple', %(words)s) AS query WHERE words @@ query
),
listed AS MATERIALIZED (
    SELECT found.*, sold.* FROM found CROSS JOIN LATERAL (
        SELECT min(round(metres * 1000)::bigint << 32 | store) AS nearest, min(price_cents) AS price_cents,
            count(*) AS stores
        FROM offers JOIN near ON near.id = offers.store WHERE offers.product = found.product {offers}
    ) AS sold WHERE stores > 0
),
answer AS MATERIALIZED (SELECT * FROM listed {category})
SELECT 'total', count(*)::text, NULL::bigint, NULL::float8, NULL::integer, NULL::bigint FROM answer
UNION ALL SELECT 'brand', name, many, NULL, NULL, NULL
    FROM (SELECT brand, count(*) AS many FROM answer GROUP BY brand) AS counts JOIN names ON kind = 0 AND number = brand
UNION ALL SELECT 'category', name, many, NULL, NULL, NULL FROM
    (SELECT category, count(*) AS many FROM listed GROUP BY category) AS counts
    JOIN names ON kind = 1 AND number = category
UNION ALL (
    SELECT 'hit', product::text, nearest & 4294967295, (nearest >> 32) / 1000.0::float8, price_cents, stores FROM answer
    ORDER BY text * (0.8 + 0.2 * exp((nearest >> 32) / -4000000.0::float8)) DESC LIMIT 20
)
"""
BEST = """
SELECT id FROM products, to_tsquery('simple', %(words)s) AS query WHERE words @@ query
ORDER BY ts_rank('{0.33, 0.33, 0.33, 1}', words, query) DESC LIMIT 20
"""
STOCK = ("product", "store", "price_cents", "available", "counted_at")
SET_STOCK = """
UPDATE offers SET price_cents = rows.price_cents, available = rows.available, counted_at = rows.counted_at
FROM unnest(%(product)s::int[], %(store)s::int[], %(price_cents)s::int[], %(available)s::smallint[],
    %(counted_at)s::bigint[]) AS rows (product, store, price_cents, available, counted_at)
WHERE offers.product = rows.product AND offers.store = rows.store
"""
ADD_PRODUCT = f"INSERT INTO products VALUES (%s, %s, %s, {WORDS.format(**dict.fromkeys(FIELDS, '%s::text'))})"
GLOBE_M = 6_378_168.0  # the radius that earthdistance assumes


def build(corpus: Corpus, folder: Path) -> None:
    """Copy all rows in, index them, and gather statistics."""
    initialise(folder)
    start(folder, SETTINGS)
    try:
        with connected(folder) as connection:
            connection.execute(TABLES, prepare=False)
            fill(connection, corpus)
            connection.execute(INDEXES, prepare=False)
            connection.execute("VACUUM ANALYZE", prepare=False)
    finally:
        stop(folder, "fast")


def connected(folder: Path) -> psycopg.Connection:
    """A connection to the server of a folder that prepares what it executes."""
    connection = psycopg.connect(host=str(folder), user="suite", dbname="postgres", autocommit=True)
    connection.prepare_threshold = 0
    connection.prepared_max = 256
    return connection


def fill(connection: psycopg.Connection, corpus: Corpus) -> None:
    """Every table, by COPY."""
    names = [*((0, *pair) for pair in enumerate(corpus.brands)), *((1, *pair) for pair in enumerate(corpus.categories))]
    places, hours = store_rows(corpus)
    tables = {
        "names": names,
        "texts": ((product, *texts(corpus, product).values()) for product in range(corpus.size.products)),
        "numbers": product_rows(corpus),
        "places": places,
        "hours": hours,
        "offers": offer_rows(corpus),
    }
    for table, rows in tables.items():
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def statement(question: Question) -> str:
    """The statement for the filters of a question."""
    in_stock = "AND available > 0 AND counted_at >= trusted_since "
    price = "AND price_cents <= %(price_max_cents)s"
    opened = "AND EXISTS (SELECT 1 FROM hours WHERE store = id AND opens <= %(at)s AND closes > %(at)s)"
    category = "WHERE category = (SELECT number FROM names WHERE kind = 1 AND name = %(category)s)"
    return FIND.format(
        opened=opened * question.open_now,
        offers=in_stock * question.in_stock + price * (question.price_max_cents is not None),
        category=category * bool(question.category),
    )


class Changer:
    """A connection that writes, and like the others here does not wait for the disk; the server runs already."""

    def __init__(self, folder: Path, corpus: Corpus) -> None:
        self.connection, self.corpus = connected(folder), corpus
        self.connection.execute("SET synchronous_commit = off")

    def set_stock(self, rows: Sequence[Change]) -> None:
        """One statement, whatever the number of rows."""
        values = ([getattr(row, name) for row in rows] for name in STOCK)
        self.connection.execute(SET_STOCK, dict(zip(STOCK, values, strict=True)))

    def add_products(self, rows: Sequence[Newcomer]) -> None:
        """One transaction."""
        corpus = self.corpus
        numbers = [(row.product, int(corpus.brand[row.like]), int(corpus.category[row.like])) for row in rows]
        products = [(*each, *texts(corpus, row.like).values()) for each, row in zip(numbers, rows, strict=True)]
        with self.connection.transaction(), self.connection.cursor() as cursor:
            cursor.executemany(ADD_PRODUCT, products)
            offers = [(row.product, row.store, 990, 1, NOON) for row in rows]
            cursor.executemany("INSERT INTO offers VALUES (%s, %s, %s, %s, %s)", offers)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def words(question: Question) -> str:
    """The words in the language of to_tsquery; the last may be the beginning of one."""
    return (" | " if question.any_word else " & ").join(question.words) + ":*" * (question.manner == "begun")


class Reader:
    """A connection to the server, which is started when it does not run yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.starts = not (folder / "data" / "postmaster.pid").exists()
        if self.starts:
            start(folder, SETTINGS)
        self.connection = connected(folder)

    def find(self, question: Question) -> Answer:
        """One statement."""
        values = {
            "words": words(question),
            "at": question.at,
            "scale": EARTH_M / GLOBE_M,
            "latitude": question.latitude,
            "longitude": question.longitude,
            "radius_m": question.radius_m,
            "price_max_cents": question.price_max_cents,
            "category": question.category,
        }
        return answer(self.connection.execute(statement(question), values))

    def best(self, question: Question) -> list[tuple[int]]:
        """Its own ranking."""
        return self.connection.execute(BEST, {"words": words(question)}).fetchall()

    def told(self, found: Answer) -> Answer:
        """It is one."""
        return found

    def close(self) -> None:
        """Close the connection, and stop the server when this reader started it."""
        self.connection.close()
        if self.starts:
            stop(self.folder, "fast")
