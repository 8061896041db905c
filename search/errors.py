"""Refusals of the index. Each says in a sentence what is wrong and what helps."""


class IndexMissing(Exception):
    """There is no index in the folder yet."""


class IndexDamaged(Exception):
    """A file of the index is missing, cut, foreign or of another format; building it anew helps."""


class IndexLocked(Exception):
    """Another process is the writer of this index."""


class BadCursor(ValueError):
    """The cursor was not given out by this index for this order of results."""
