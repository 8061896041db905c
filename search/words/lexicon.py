"""The words of the catalogue as shown, for typing ahead and for "did you mean": flat arrays, read by bisect.

The words are sorted by their plain spelling (small letters, no umlauts), so that "kuhl" completes to Kühlschrank.
Who ranks is up to the caller: by default the words of most products come first.
"""

import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from search.words import edits
from search.words.folding import PLAIN, fold, letters, plain
from search.words.sounds import sound

Arrays = Mapping[str, npt.NDArray[Any]]
Rank = Callable[[str], float]
Guess = tuple[float, float, str]  # cost, how rare, the word as shown

SHORTEST = 4  # letters a word needs before it is corrected
SHORTEST_HALF = 3  # letters of a word before or behind a missing blank
AT_HAND = 64  # completions that a caller's ranking looks at
SAME_SOUND = 0.75  # edits that a word of the same sound is nearer
NO_BLANK = 1.5  # a missing blank in edits: behind one slip, before two
NO_COMPOUND = 2.5  # the same between two nouns, behind two slips: German writes them as one word anyway


def build(counts: Mapping[str, int]) -> dict[str, npt.NDArray[Any]]:
    """The arrays of a lexicon from shown words and the number of products with each.

    Spellings that differ in capitals or in how an umlaut is written become one word, shown as most products write it.
    """
    best: dict[str, tuple[int, str]] = {}
    total: dict[str, int] = {}
    for word, count in counts.items():
        folded = fold(word)
        total[folded] = total.get(folded, 0) + count
        best[folded] = max(best.get(folded, (0, "")), (count, word))
    order = sorted(total, key=lambda folded: (plain(folded), folded))
    keys = [plain(folded) for folded in order]
    return {
        **_packed("key", keys),
        **_packed("shown", [best[folded][1] for folded in order]),
        "count": np.array([total[folded] for folded in order], dtype=np.int32),
        "remains": edits.build(keys),
        "sounds": _sounds(keys),
    }


def _packed(name: str, words: list[str]) -> dict[str, npt.NDArray[Any]]:
    """Words as one array of UTF-8 bytes and one of where each begins, with the end of the last."""
    encoded = [word.encode() for word in words]
    starts = np.cumsum([0, *map(len, encoded)], dtype=np.uint32)
    return {f"{name}_text": np.frombuffer(b"".join(encoded), dtype=np.uint8), f"{name}_start": starts}


def _sounds(keys: list[str]) -> npt.NDArray[np.uint64]:
    """The sorted array of what the words sound like: code << 32 | word number."""
    codes = np.array([_coded(key) for key in keys], dtype=np.uint64)
    return np.sort((codes << np.uint64(32)) | np.arange(len(keys), dtype=np.uint64))


def _coded(key: str) -> int:
    """A sound as 32 bits."""
    return zlib.crc32(sound(key).encode())


class _Texts:
    """A sequence of strings over packed arrays; nothing is decoded before it is asked for."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._text = arrays[f"{name}_text"].data
        self._start = arrays[f"{name}_start"]

    def __len__(self) -> int:
        return len(self._start) - 1

    def __getitem__(self, number: int) -> str:
        return str(self._text[self._start[number] : self._start[number + 1]], "utf-8")


class Lexicon:
    """The words of one generation of the index, over the arrays of `build` (which may be mapped from a file)."""

    def __init__(self, arrays: Arrays) -> None:
        self._keys = _Texts(arrays, "key")
        self._shown = _Texts(arrays, "shown")
        self._count = arrays["count"]
        self._remains = arrays["remains"]
        self._sounds = arrays["sounds"]

    def __len__(self) -> int:
        return len(self._keys)

    def count(self, word: str) -> int:
        """The number of products with this word, however its capitals and umlauts are written; 0 if unknown."""
        return sum(int(self._count[at]) for at in self._spelt(fold(word)))

    def complete(self, prefix: str, limit: int, rank: Rank | None = None) -> list[str]:
        """Words that begin so, best first. An umlaut that is typed must be there, one that is not may be."""
        readings = (fold(prefix + "-")[:-1], fold(prefix))  # "kue" may begin Küche, "blue" Bluetooth
        found = next(filter(None, (self._beginning(reading, AT_HAND if rank else limit) for reading in readings)), [])
        return sorted(found, key=lambda word: -rank(word))[:limit] if rank else found

    def _beginning(self, folded: str, limit: int) -> list[str]:
        """The words of most products among those that begin with this folded text."""
        start = plain(folded)
        low = bisect_left(self._keys, start)
        high = bisect_left(self._keys, start + "\U0010ffff")
        order = low + np.argsort(-self._count[low:high], kind="stable")
        shown = (self._shown[int(at)] for at in order)
        if folded != start:
            shown = (word for word in shown if fold(word).startswith(folded))
        return list(islice(shown, limit))

    def correct(self, word: str, limit: int, rank: Rank | None = None) -> list[str]:
        """Words that may have been meant, likeliest first; [] for a word that is in the catalogue or too short.

        Looks for one or two edits (a swap of neighbours counts one; an umlaut none), for words that sound the same, and
        for a missing blank. "Tael" is read as Täl and as it stands, for it may be a slip of Tafel.
        """
        return likeliest(self.guesses(word, rank), limit)

    def guesses(self, word: str, rank: Rank | None = None) -> Iterator[Guess]:
        """The words that may have been meant, each with what speaks against it; in no order, some more than once."""
        if len(word) >= SHORTEST and word.isalpha() and not self.count(word):
            for reading in {plain(word), letters(word).translate(PLAIN)}:
                yield from self._near(reading, rank)
            yield from self._apart(fold(word))

    def _near(self, typed: str, rank: Rank | None) -> Iterator[Guess]:
        """Words within reach by letters or by sound."""
        reach = 1 if len(typed) <= SHORTEST else edits.EDITS
        alike = set(self._alike(typed))
        for number in alike.union(edits.near(self._remains, typed).tolist()):
            key = self._keys[number]
            distance = OSA.distance(typed, key, score_cutoff=reach)
            if distance <= reach or (number in alike and OSA.distance(typed, key) <= len(typed) // 2):
                shown = self._shown[number]
                cost = _cost(typed, key, distance) - (SAME_SOUND if number in alike else 0.0)
                yield cost, -(rank(shown) if rank else float(self._count[number])), shown

    def _alike(self, typed: str) -> list[int]:
        """Numbers of the words that sound like this one."""
        wanted = _coded(typed) << 32
        first, last = np.searchsorted(self._sounds, np.array([wanted, wanted + (1 << 32)], dtype=np.uint64))
        return [int(number) & 0xFFFFFFFF for number in self._sounds[first:last]]

    def _apart(self, typed: str) -> Iterator[Guess]:
        """Two words of the catalogue that were typed as one, each with the umlauts it was typed with."""
        for cut in range(SHORTEST_HALF, len(typed) - SHORTEST_HALF + 1):
            left = self._spelt(typed[:cut])
            right = self._spelt(typed[cut:]) if left else left
            if right:
                best = [max(half, key=lambda at: int(self._count[at])) for half in (left, right)]
                shown = [self._shown[at] for at in best]
                cost = NO_COMPOUND if all(half[0].isupper() for half in shown) else NO_BLANK
                yield cost, -min(float(self._count[at]) for at in best), " ".join(shown)

    def _spelt(self, folded: str) -> list[int]:
        """Numbers of the words with exactly this folded spelling."""
        return [at for at in self._same(plain(folded)) if fold(self._shown[at]) == folded]

    def _same(self, key: str) -> range:
        """Numbers of the words with exactly this plain spelling."""
        low = bisect_left(self._keys, key)
        high = low
        while high < len(self._keys) and self._keys[high] == key:
            high += 1
        return range(low, high)


def likeliest(guesses: Iterable[Guess], limit: int) -> list[str]:
    """The words of guesses, of one lexicon or of several, the likeliest first."""
    return list(islice(dict.fromkeys(shown for _, _, shown in sorted(guesses)), limit))


def _cost(typed: str, key: str, distance: int) -> float:
    """How unlikely a slip is: its edits, more if the first letter is wrong, less if only a doubled letter is."""
    cost = float(distance)
    if typed[:1] != key[:1]:
        cost += 0.5
    if _single(typed) == _single(key):
        cost -= 0.5
    return cost


def _single(word: str) -> str:
    """The word with every doubled letter written once."""
    return "".join(letter for place, letter in enumerate(word) if not place or letter != word[place - 1])
