"""Our own engine with its inner loop as machine code: the extra `fast`, on the same index."""

from search import kernels
from tests.benchmarks.nearby.engines import ours

kernels.use("numba")  # loaded now, as a server would before its first answer

TITLE = "Stadtregal [fast]"
build, Changer = ours.build, ours.Changer


class Reader(ours.Reader):
    """The same, with numba."""

    KERNEL = "numba"
