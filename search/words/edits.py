"""Near spellings, found by deleting: two words within two edits share a string when letters are left out of both.

Every word of at most LONGEST letters (longer ones by their beginning) leaves behind the hashes of all strings that
remain when up to two letters are deleted. They stand sorted in one flat array (hash << 32 | word number), so that the
neighbours of a typed word are a few dozen binary searches, and a whole vocabulary is hashed in a few NumPy passes.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

LONGEST = 7
EDITS = 2
CHUNK = 20_000


def _patterns() -> npt.NDArray[np.intp]:
    """Which letters stay, for every choice of up to EDITS letters left out; LONGEST stands for "no letter"."""
    rows = []
    for left_out in range(EDITS + 1):
        for gone in combinations(range(LONGEST), left_out):
            kept = [place for place in range(LONGEST) if place not in gone]
            rows.append(kept + [LONGEST] * left_out)
    return np.array(rows)


PATTERNS = _patterns()
POWERS = np.array([pow(0x01000193, place + 1, 1 << 32) for place in range(LONGEST)], dtype=np.uint32)


def _hashes(words: Sequence[str]) -> npt.NDArray[np.uint32]:
    """One row of hashes a word, one column a pattern; a short word repeats itself."""
    padded = "".join(word[:LONGEST].ljust(LONGEST + 1, "\0") for word in words)
    letters = np.frombuffer(padded.encode("utf-32-le"), dtype=np.uint32).reshape(len(words), LONGEST + 1)
    mixed: npt.NDArray[np.uint32] = (letters[:, PATTERNS] * POWERS).sum(axis=2, dtype=np.uint32)
    return mixed ^ (mixed >> np.uint32(15))


def build(words: Sequence[str]) -> npt.NDArray[np.uint64]:
    """The sorted array of all remains of all words; a word's number is its place in the sequence."""
    rows = []
    for start in range(0, len(words), CHUNK):
        hashes = _hashes(words[start : start + CHUNK]).astype(np.uint64)
        numbers = np.arange(start, start + len(hashes), dtype=np.uint64)[:, None]
        rows.append(np.unique((hashes << np.uint64(32)) | numbers))
    return np.sort(np.concatenate(rows)) if rows else np.zeros(0, dtype=np.uint64)


def near(remains: npt.NDArray[np.uint64], word: str) -> npt.NDArray[np.int64]:
    """Numbers of the words that share a remain with this one: all words within EDITS edits, and some that are not."""
    wanted = np.unique(_hashes([word])).astype(np.uint64) << np.uint64(32)
    first = np.searchsorted(remains, wanted)
    last = np.searchsorted(remains, wanted | np.uint64(0xFFFFFFFF), side="right")
    found = [remains[start:end] for start, end in zip(first, last, strict=True) if end > start]
    if not found:
        return np.zeros(0, dtype=np.int64)
    return np.unique(np.concatenate(found) & np.uint64(0xFFFFFFFF)).astype(np.int64)
