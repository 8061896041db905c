"""Which inner loop runs: machine code where numba is installed (the extra `fast`), NumPy everywhere else.

The environment variable SEARCH_KERNEL=numpy keeps NumPy where numba is installed. Both give the same answers.
"""

import os
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from search import summing
from search.arrays import Array
from search.asking import Asked
from search.shelves import Shelf
from search.summing import Sums

MODULES = {"numpy": "search.summing", "numba": "search.compiled"}

sum_up: Callable[[Shelf, Array, Array, Asked, Array | None], Sums] = summing.sum_up


def use(kernel: str) -> None:
    """Sum up with this kernel from now on, "numpy" or "numba". Raises ImportError without numba."""
    global sum_up  # noqa: PLW0603
    sum_up = import_module(MODULES[kernel]).sum_up


use(os.environ.get("SEARCH_KERNEL") or ("numba" if find_spec("numba") else "numpy"))
