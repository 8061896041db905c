"""Other words for the same thing, from `data/synonyms.txt`: a list that a city's editor can read and correct.

A wrong line is refused with a sentence that names line and fault; the others count. `python -m search.words` reads
the list and says what is wrong with it.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from search.words.reading import read
from search.words.tokens import TOKEN
from search.words.wordlists import DATA

LIST = DATA / "synonyms.txt"
Key = tuple[str, ...]


class LineError(ValueError):
    """A line of the list cannot be understood; the message is the sentence for the editor."""


@dataclass(slots=True)
class Synonyms:
    """The list, read. Phrases are kept as written; keys are the terms they are looked up by.

    same holds the words of each line with =, wider those on the right of each line with >, faults the refused lines.
    """

    same: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    wider: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    lines: dict[tuple[str, Key], int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def equals(self, wanted: Key) -> tuple[str, ...]:
        """The other words of the line with = that holds this one."""
        return tuple(phrase for phrase in self.same.get(wanted, ()) if key(phrase) != wanted)

    def others(self, wanted: Key) -> tuple[str, ...]:
        """Every phrase that somebody who asks for this one should find: its equals, what they cover, and its equals."""
        equals = self.same.get(wanted, ())
        covered = [phrase for one in {wanted, *map(key, equals)} for phrase in self.wider.get(one, ())]
        equal_to_covered = [other for phrase in covered for other in self.same.get(key(phrase), ())]
        found = {key(phrase): phrase for phrase in [*equals, *covered, *equal_to_covered]}
        found.pop(wanted, None)
        return tuple(found.values())

    @property
    def longest(self) -> int:
        """How many words the longest phrase has."""
        return max(map(len, [*self.same, *self.wider]), default=0)

    def add(self, line: str, number: int) -> None:
        """Take in one line. Raises LineError."""
        if ">" in line:
            self._add_wider(line, number)
        else:
            self._add_same(line, number)

    def _add_same(self, line: str, number: int) -> None:
        phrases = _phrases(line.split("="), "=")
        for phrase in phrases:
            if ("=", key(phrase)) in self.lines:
                raise LineError(
                    f'"{phrase}" stands already in line {self.lines["=", key(phrase)]}: join the two lines.'
                )
        for phrase in phrases:
            self.lines["=", key(phrase)] = number
            self.same[key(phrase)] = phrases

    def _add_wider(self, line: str, number: int) -> None:
        left, _, right = line.partition(">")
        if ">" in right or "=" in line:
            raise LineError("a line has either = or one >, not both.")
        head, *covered = _phrases([left, *right.split(",")], ",")
        if ("> left", key(head)) in self.lines:
            raise LineError(
                f'"{head}" stands on the left already in line {self.lines["> left", key(head)]}: join them.'
            )
        for phrase in covered:
            if key(head) in map(key, self.wider.get(key(phrase), ())):
                raise LineError(f'"{phrase}" covers "{head}" already, so "{head}" cannot cover it: write = instead.')
        self.lines["> left", key(head)] = number
        self.wider[key(head)] = tuple(covered)

    def contradictions(self) -> Iterator[str]:
        """The lines with > whose two sides a line with = calls the same."""
        for head, covered in self.wider.items():
            for phrase in covered:
                if key(phrase) in map(key, self.same.get(head, ())):
                    yield f'Line {self.lines["> left", head]}: "{phrase}" is the same by line {self.lines["=", head]}.'


def key(phrase: str) -> Key:
    """What a phrase is looked up by: the terms of its words without stop words."""
    readings = map(read, TOKEN.findall(phrase))
    return tuple(reading.whole for reading in readings if reading)


def _phrases(parts: list[str], sign: str) -> tuple[str, ...]:
    phrases = tuple(part.strip() for part in parts)
    if len(phrases) < 2 or not all(phrases):
        raise LineError(f"there must be a word on both sides of every {sign!r}.")
    seen: defaultdict[Key, list[str]] = defaultdict(list)
    for phrase in phrases:
        if not key(phrase):
            raise LineError(f'"{phrase}" says nothing about goods.')
        seen[key(phrase)].append(phrase)
    for same in seen.values():
        if len(same) > 1:
            raise LineError(f'"{same[0]}" and "{same[1]}" are one word for the finder: one of them is enough.')
    return phrases


def parse(text: str) -> Synonyms:
    """The list from its text, with a sentence for every line that was refused."""
    found = Synonyms()
    for number, line in enumerate(text.splitlines(), start=1):
        entry = line.partition("#")[0].strip()
        try:
            if entry:
                found.add(entry, number)
        except LineError as fault:
            found.faults.append(f"Line {number}, {entry!r}: {fault}")
    found.faults += found.contradictions()
    return found


def load() -> Synonyms:
    """The list of this installation; what is wrong with it goes to the log."""
    found = parse(LIST.read_text(encoding="utf-8"))
    for fault in found.faults:
        logging.getLogger(__name__).warning("%s: %s", LIST.name, fault)
    return found
