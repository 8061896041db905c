"""The suite runs with NumPy's kernel, which everybody has; where numba is installed, brute force judges both."""

import os

os.environ.setdefault("SEARCH_KERNEL", "numpy")
