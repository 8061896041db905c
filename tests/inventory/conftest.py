"""The shop whose files and jobs the upload tests follow, and its owner."""

import pytest
from sqlalchemy.orm import Session

from marketplace.accounts.models import User
from marketplace.stores.models import Store
from tests import make
from tests.inventory.sending import STORE_CODE


@pytest.fixture
def store(session: Session) -> Store:
    return make.store(session, store_code=STORE_CODE)


@pytest.fixture
def clara(session: Session, store: Store) -> User:
    user = make.user(session, "Clara")
    make.role(session, user, "owner", retailer_id=store.retailer_id)
    return user
