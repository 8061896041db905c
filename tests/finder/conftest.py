"""What the tests of the finder share."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.make import NOON


@pytest.fixture
def noon() -> Iterator[None]:
    """A Monday noon that does not pass."""
    with time_machine.travel(NOON, tick=False):
        yield
