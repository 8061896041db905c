"""Text from the simple HTML of our letters, so that each is written once and has two forms.

Known are headings, paragraphs, lists, pairs (`dl`), quotations, links and line breaks. What is only for the eye is
left out: styles, the `header`, and `h1`, which repeats the subject.
"""

import re
from html.parser import HTMLParser

MARKS = {"p": "", "h2": "", "li": "- ", "dt": "", "dd": "  ", "blockquote": "> ", "footer": ""}
"""What stands before a block."""
LISTS = {"ul", "ol", "dl"}
CLOSE = {"li", "dt", "dd"}
"""Blocks with no empty line between them."""
UNSEEN = {"style", "header", "h1"}
SIGNATURE = "-- "
"""The line that mail programs know as the end of what was written by hand."""


def title_and_text(html: str) -> tuple[str, str]:
    """The title as one line, and the text of the body, which ends with a line break."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return " ".join(reader.title.split()), "".join(reader.parts).strip() + "\n"


class _Reader(HTMLParser):
    """Gathers the words of a block and writes them when it ends."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.parts = "", list[str]()
        self._words, self._within = "", ""
        self._link, self._linked_from = dict[str, str | None](), 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN or tag in ("title", "blockquote"):
            self._within = tag
        elif tag in LISTS:
            self._leave_a_line()
        elif tag == "br":
            self._words += "\n"
        elif tag == "a":
            self._link, self._linked_from = dict(attrs), len(self._words)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._words += self._address()
        elif tag in MARKS:
            self._write(tag)
        elif tag in LISTS:
            self._leave_a_line()
        if tag == self._within:
            self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "title":
            self.title += data
        elif self._within == "blockquote":
            self._words += data
        elif self._within not in UNSEEN:
            self._words += re.sub(r"[ \t\r\n]+", " ", data)

    def _address(self) -> str:
        """Where a link leads: on a line of its own below a button, else in brackets; nothing where its words say it."""
        address, words = self._link.get("href") or "", self._words[self._linked_from :]
        if not address or words.strip() == address.removeprefix("mailto:"):
            return ""
        return f":\n{address}" if self._link.get("class") == "button" else f" ({address})"

    def _write(self, tag: str) -> None:
        mark, lines = MARKS[tag], [line.strip() for line in self._words.strip().splitlines()]
        self._words = ""
        if not lines:
            return
        if tag == "footer":
            lines.insert(0, SIGNATURE)
        following = mark if tag == "blockquote" else " " * len(mark)
        self.parts.append(mark + f"\n{following}".join(lines) + "\n")
        if tag not in CLOSE:
            self._leave_a_line()

    def _leave_a_line(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n\n"):
            self.parts[-1] += "\n"
