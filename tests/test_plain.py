"""The text form of a letter, read from its HTML form."""

from marketplace.plain import title_and_text

PAGE = """<!doctype html>
<html><head><title>Ihre
  Reservierung</title><style>p { color: red }</style></head>
<body><header>Stadtregal</header><h1>Ihre Reservierung</h1>
<p>Guten Tag
   Ana,</p>
<h2>Bei Café Linde</h2>
<ul><li>2 × Kaffee &amp; Tee</li>
<li>1 × Honig<br>Glas</li></ul>
<dl><dt>Abholen bis</dt><dd>Montag 18:30</dd></dl>
<p><a class="button" href="https://x.example/a?b=1&amp;c=2">Ansehen</a></p>
<p>Mehr <a href="https://x.example/hilfe">in der Hilfe</a>, <a href="https://x.example">https://x.example</a>
oder <a href="mailto:a@x.example">a@x.example</a>.</p>
<blockquote>Erste Zeile
zweite Zeile</blockquote>
<p></p>
<footer>Stadtregal<br>Rathausplatz 1</footer></body></html>
"""
TEXT = """Guten Tag Ana,

Bei Café Linde

- 2 × Kaffee & Tee
- 1 × Honig
  Glas

Abholen bis
  Montag 18:30

Ansehen:
https://x.example/a?b=1&c=2

Mehr in der Hilfe (https://x.example/hilfe), https://x.example oder a@x.example.

> Erste Zeile
> zweite Zeile

--\x20
Stadtregal
Rathausplatz 1
"""


def test_every_kind_of_block_has_a_text_form():
    assert title_and_text(PAGE) == ("Ihre Reservierung", TEXT)


def test_a_letter_without_anything_is_an_empty_line():
    assert title_and_text("") == ("", "\n")
