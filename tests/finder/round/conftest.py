"""The city of every round, at noon."""

import pytest
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from tests import make


@pytest.fixture
def city(session: Session) -> City:
    return make.city(session, slug="mg")
