"""`python -m tests.catalogue`: whether every German sentence has an English one.

`--update` writes the new ones into the catalogue. It has no line numbers and no dates, so that a change shows only
what changed.
"""

import sys
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "marketplace" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
METHODS = {
    "marketplace": [("**.py", "python")],
    "templates": [
        ("**.html", "jinja2.ext.babel_extract"),
        ("**.txt", "jinja2.ext.babel_extract"),
        ("**.xml", "jinja2.ext.babel_extract"),
    ],
}
OPTIONS = {
    "**.html": {"trimmed": "true", "silent": "false"},
    "**.txt": {"silent": "false"},
    "**.xml": {"silent": "false"},
}
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2)}


def extracted() -> Catalog:
    """Every sentence that is marked in code and templates."""
    catalogue = Catalog(locale="en")
    for folder, methods in METHODS.items():
        for name, _line, message, comments, context in extract_from_dir(
            ROOT / folder, methods, OPTIONS, KEYWORDS, strip_comment_tags=True
        ):
            catalogue.add(message, None, [(f"{folder}/{name}", 0)], auto_comments=comments, context=context)
    return catalogue


def kept() -> Catalog:
    """The English catalogue as it is."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, "en")


def faults() -> list[str]:
    """What is missing, superfluous or broken, a line each."""
    wanted, known = extracted(), kept()
    ids = {message.id for message in wanted if message.id}
    found = [f"no longer used: {message.id!r}" for message in known if message.id and message.id not in ids]
    for message in wanted:
        translated = known.get(message.id) if message.id else None
        texts = translated.string if translated else ""
        if message.id and not all(texts if isinstance(texts, (list, tuple)) else [texts]):
            found.append(f"not translated: {message.id!r} ({message.locations[0][0]})")
        elif translated and list(translated.check()):
            found.append(f"placeholders differ: {message.id!r}")
    return found


def update() -> None:
    """Take new sentences into the catalogue and drop those no longer used."""
    catalogue = kept() if CATALOGUE.exists() else Catalog(locale="en")
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, width=0, no_location=False, include_lineno=False, omit_header=True, sort_output=True)


def main() -> None:
    if "--update" in sys.argv:
        update()
    found = faults()
    print("\n".join(found) or "Every sentence is translated.")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
