"""Which words of a title a search has found: those that share a term with what was typed."""

from functools import lru_cache

from markupsafe import Markup, escape

from search import TOKEN, read_query, terms


def marked(text: str, typed: str) -> Markup:
    """A text with the words found in `<mark>`, whatever their ending: `Wanderschuh` for "wanderschuhe"."""
    wanted = asked_terms(typed)
    done, parts = 0, list[Markup]()
    for token in TOKEN.finditer(text):
        if wanted.isdisjoint(term for term, _weight in terms(token[0])):
            continue
        parts += [escape(text[done : token.start()]), Markup("<mark>{}</mark>").format(token[0])]
        done = token.end()
    return Markup("").join([*parts, escape(text[done:])])


@lru_cache(maxsize=1024)
def asked_terms(typed: str) -> frozenset[str]:
    """Every term through which one of the typed words may have been met."""
    return frozenset(term for word in read_query(typed) for way in word.ways for term in way.terms)
