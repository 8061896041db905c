"""Every table, imported once, for migrations and tests."""

from marketplace import geocoded, jobs, mail, pictures
from marketplace.accounts import models as accounts
from marketplace.campaigns import models as campaigns
from marketplace.catalogue import models as catalogue
from marketplace.cities import models as cities
from marketplace.insights import models as insights
from marketplace.inventory import models as inventory
from marketplace.orders import models as orders
from marketplace.orders.asking import models as asking
from marketplace.orders.messages import models as messages
from marketplace.stores import models as stores

__all__ = [
    "accounts",
    "asking",
    "campaigns",
    "catalogue",
    "cities",
    "geocoded",
    "insights",
    "inventory",
    "jobs",
    "mail",
    "messages",
    "orders",
    "pictures",
    "stores",
]
