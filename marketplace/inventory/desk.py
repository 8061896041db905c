"""The blueprint of the pages on which a shop keeps its offers by hand."""

from flask import Blueprint

bp = Blueprint("offers", __name__)
