"""Stadtregal: the shelves of an inner city, searchable. `create_app` is the table of contents."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from flask import Flask

from marketplace import cli, config, database, errorpages, language, login, logs, security, static, templating

VIEWS = (
    "marketplace.accounts.views",
    "marketplace.accounts.signing_in",
    "marketplace.stores.views",
    "marketplace.stores.editing",
    "marketplace.cities.views",
    "marketplace.inventory.views",
    "marketplace.inventory.offers",
    "marketplace.orders.views",
    "marketplace.orders.answers",
    "marketplace.orders.desk",
    "marketplace.orders.asking.views",
    "marketplace.orders.messages.views",
    "marketplace.campaigns.views",
    "marketplace.insights.views",
    "marketplace.finder.api.views",
    "marketplace.finder.api.page",
    "marketplace.finder.views",
    "marketplace.finder.pages",
    "marketplace.finder.round.views",
    "marketplace.operating.views",
)


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """A ready application. `overrides` replace settings, for tests."""
    app = Flask(__name__, template_folder=str(config.ROOT / "templates"), static_folder=None)
    app.config.from_mapping(config.settings())
    app.config.from_mapping(overrides or {})
    for part in (logs, database, language, security, login, static, templating, errorpages, cli):
        part.start(app)
    for views in VIEWS:
        app.register_blueprint(import_module(views).bp)
    return app
