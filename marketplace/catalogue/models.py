"""What can be bought: categories, product groups (goods and services) and products."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db import Base
from marketplace.pictures import Picture

GOODS, SERVICE = "goods", "service"
DURATION = "Dauer"
"""The attribute of a service that says how long it takes, in the shop's words."""


class Category(Base):
    """A shelf of the town.

    `slug` is the whole path (`schuhe/wanderschuhe`), `family` names the drawing for goods without a picture.
    """

    __tablename__ = "categories"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"), index=True)
    name: Mapped[str]
    name_en: Mapped[str]
    family: Mapped[str]
    parent: Mapped["Category | None"] = relationship(remote_side=[id])

    @property
    def path(self) -> tuple[str, ...]:
        """The slugs from the department down to this category."""
        steps = self.slug.split("/")
        return tuple("/".join(steps[: n + 1]) for n in range(len(steps)))


class ProductGroup(Base):
    """A thing as a shopper sees it, in all its sizes and colours.

    `retailer_id` is set where only one retailer knows it. A service is what a shop does for its customers (cut a key,
    shorten trousers): it has no stock, and one product that belongs to the retailer.
    """

    __tablename__ = "product_groups"
    __table_args__ = (
        CheckConstraint("kind IN ('goods', 'service')", name="kind_is_known"),
        UniqueConstraint("retailer_id", "item_group_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(default=GOODS)
    retailer_id: Mapped[int | None] = mapped_column(ForeignKey("retailers.id"))
    item_group_id: Mapped[str | None]
    title: Mapped[str]
    brand: Mapped[str] = mapped_column(default="")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"), index=True)
    description: Mapped[str] = mapped_column(default="")
    description_en: Mapped[str] = mapped_column(default="")
    attributes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    category: Mapped[Category | None] = relationship()
    picture: Mapped[Picture | None] = relationship()
    products: Mapped[list["Product"]] = relationship(back_populates="group", order_by="Product.id")

    @property
    def is_service(self) -> bool:
        return self.kind == SERVICE


class Product(Base):
    """One size and colour of a group.

    With a GTIN it is shared by all retailers, without one it belongs to one retailer and sku.
    `measure_milli` thousandths of `measure_unit` are in one piece, where goods are sold by measure.
    """

    __tablename__ = "products"
    __table_args__ = (
        CheckConstraint("(gtin IS NULL) = (retailer_id IS NOT NULL)", name="shared_or_owned"),
        CheckConstraint("(retailer_id IS NULL) = (sku IS NULL)", name="owned_by_sku"),
        CheckConstraint("(measure_milli IS NULL) = (measure_unit IS NULL)", name="measure_is_whole"),
        CheckConstraint("measure_milli IS NULL OR measure_milli > 0", name="measure_is_positive"),
        UniqueConstraint("retailer_id", "sku"),
        Index("ix_products_group_id", "group_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("product_groups.id"))
    gtin: Mapped[str | None] = mapped_column(unique=True)
    retailer_id: Mapped[int | None] = mapped_column(ForeignKey("retailers.id"))
    sku: Mapped[str | None]
    mpn: Mapped[str | None]
    size: Mapped[str] = mapped_column(default="")
    colour: Mapped[str] = mapped_column(default="")
    measure_milli: Mapped[int | None]
    measure_unit: Mapped[str | None]
    group: Mapped[ProductGroup] = relationship(back_populates="products")
