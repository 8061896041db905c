"""The category paths of an index, and the slugs on each: a product of a leaf belongs to every level above it."""

from collections.abc import Iterable

import numpy as np

from search.arrays import Array


class Categories:
    """Paths by their number. A slug that lies on several paths, or twice on one, is one category."""

    def __init__(self, paths: Iterable[tuple[str, ...]]) -> None:
        self.paths = list(paths)
        self.slugs = sorted({slug for path in self.paths for slug in path})
        self.ranks = np.arange(len(self.slugs))
        self._numbers = {slug: number for number, slug in enumerate(self.slugs)}
        pairs = [(number, self._numbers[slug]) for number, path in enumerate(self.paths) for slug in set(path)]
        self._path, self._slug = np.array(pairs, dtype=np.int64).reshape(-1, 2).T

    def paths_with(self, slug: str) -> Array:
        """True for each path that the slug lies on."""
        found = np.zeros(len(self.paths), dtype=bool)
        found[self._path[self._slug == self._numbers.get(slug, -1)]] = True
        return found

    def counts(self, on_paths: Array) -> Array:
        """From the number of products on each path that of each slug."""
        return np.bincount(self._slug, on_paths[self._path], len(self.slugs)).astype(np.int64)
