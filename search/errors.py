"""Refusals of the index, named for what is the matter. Each says in a sentence what is wrong and what helps."""


class IndexMissing(Exception):  # noqa: N818
    """There is no index in the folder yet."""


class IndexDamaged(Exception):  # noqa: N818
    """A file of the index is missing, cut, foreign or of another format; building it anew helps."""


class IndexLocked(Exception):  # noqa: N818
    """Another process is the writer of this index."""


class BadCursor(ValueError):  # noqa: N818
    """The cursor was not given out by this index for this order of results."""
