"""Our own engine with its inner loop as machine code: the extra `fast`, on the same index."""

from tests.benchmarks.nearby.engines import ours

TITLE = "Stadtregal [fast]"
build, Changer = ours.build, ours.Changer


class Reader(ours.Reader):
    """The same, with numba."""

    KERNEL = "numba"
