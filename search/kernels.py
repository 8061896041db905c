"""Which inner loops run: machine code where numba is installed (the extra `fast`), NumPy everywhere else.

The environment variable SEARCH_KERNEL=numpy keeps NumPy where numba is installed. Both give the same answers.
"""

import os
from importlib import import_module
from importlib.util import find_spec

from search import arrays, summing

sum_up, impacts, common, add = summing.sum_up, arrays.impacts, arrays.common, arrays.add


def use(kernel: str) -> None:
    """Run these loops from now on: "numpy" or "numba". Raises ImportError without numba."""
    global sum_up, impacts, common, add
    if kernel == "numba":
        compiled = import_module("search.compiled")
        sum_up, impacts, common, add = compiled.sum_up, compiled.impacts, compiled.common, compiled.add
    else:
        sum_up, impacts, common, add = summing.sum_up, arrays.impacts, arrays.common, arrays.add


use(os.environ.get("SEARCH_KERNEL") or ("numba" if find_spec("numba") else "numpy"))
