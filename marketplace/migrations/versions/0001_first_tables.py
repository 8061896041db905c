"""The first tables: cities, stores, goods, stock, people."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "categories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["categories.id"], name=op.f("fk_categories_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
        sa.UniqueConstraint("slug", name=op.f("uq_categories_slug")),
    )
    with op.batch_alter_table("categories") as table:
        table.create_index(op.f("ix_categories_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "cities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("radius_m", sa.Integer(), nullable=False),
        sa.Column("brick", sa.String(), nullable=True),
        sa.Column("notice", sa.String(), nullable=True),
        sa.Column("notice_en", sa.String(), nullable=True),
        sa.Column("demo_moment", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("radius_m > 0", name=op.f("ck_cities_radius_is_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cities")),
        sa.UniqueConstraint("slug", name=op.f("uq_cities_slug")),
    )
    op.create_table(
        "demand_day_keys",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_demand_day_keys")),
    )
    op.create_table(
        "geocoded_places",
        sa.Column("typed", sa.String(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("typed", name=op.f("pk_geocoded_places")),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("queue", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("queue IN ('worker', 'indexer')", name=op.f("ck_jobs_queue_is_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("jobs") as table:
        table.create_index("ix_jobs_queue_rank_id", ["queue", "rank", "id"], unique=False)

    op.create_table(
        "mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
    )
    op.create_table(
        "pictures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pictures")),
        sa.UniqueConstraint("sha256", name=op.f("uq_pictures_sha256")),
    )
    op.create_table(
        "retailers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("legal_name", sa.String(), nullable=False),
        sa.Column("represented_by", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("town", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("vat_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retailers")),
        sa.UniqueConstraint("slug", name=op.f("uq_retailers_slug")),
    )
    op.create_table(
        "throttles",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_failure_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttles")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
    )
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_audit_entries_user_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    with op.batch_alter_table("audit_entries") as table:
        table.create_index("ix_audit_entries_subject", ["subject", "subject_id"], unique=False)

    op.create_table(
        "demand_signals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("searchers", sa.Integer(), nullable=False),
        sa.Column("wishes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["cities.id"], name=op.f("fk_demand_signals_city_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demand_signals")),
        sa.UniqueConstraint("city_id", "day", "theme", name=op.f("uq_demand_signals_city_id_day_theme")),
    )
    op.create_table(
        "districts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("postcodes", sa.JSON(), nullable=False),
        sa.Column("outline", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["cities.id"], name=op.f("fk_districts_city_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_districts")),
        sa.UniqueConstraint("city_id", "slug", name=op.f("uq_districts_city_id_slug")),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("retailer_id", sa.Integer(), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('owner', 'staff')", name=op.f("ck_invitations_kind_is_known")),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["users.id"], name=op.f("fk_invitations_invited_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["retailer_id"], ["retailers.id"], name=op.f("fk_invitations_retailer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
    )
    with op.batch_alter_table("invitations") as table:
        table.create_index(op.f("ix_invitations_retailer_id"), ["retailer_id"], unique=False)

    op.create_table(
        "product_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("retailer_id", sa.Integer(), nullable=True),
        sa.Column("item_group_id", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("brand", sa.String(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("description_en", sa.String(), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name=op.f("fk_product_groups_category_id")),
        sa.ForeignKeyConstraint(["picture_id"], ["pictures.id"], name=op.f("fk_product_groups_picture_id")),
        sa.ForeignKeyConstraint(["retailer_id"], ["retailers.id"], name=op.f("fk_product_groups_retailer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_groups")),
        sa.UniqueConstraint("code", name=op.f("uq_product_groups_code")),
        sa.UniqueConstraint("retailer_id", "item_group_id", name=op.f("uq_product_groups_retailer_id_item_group_id")),
    )
    with op.batch_alter_table("product_groups") as table:
        table.create_index(op.f("ix_product_groups_category_id"), ["category_id"], unique=False)

    op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("retailer_id", sa.Integer(), nullable=True),
        sa.Column("city_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(kind IN ('owner', 'staff') AND retailer_id IS NOT NULL AND city_id IS NULL)"
            " OR (kind = 'editor' AND city_id IS NOT NULL AND retailer_id IS NULL)"
            " OR (kind = 'operator' AND city_id IS NULL AND retailer_id IS NULL)",
            name=op.f("ck_roles_place_fits_kind"),
        ),
        sa.ForeignKeyConstraint(["city_id"], ["cities.id"], name=op.f("fk_roles_city_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["retailer_id"], ["retailers.id"], name=op.f("fk_roles_retailer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_roles_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
        sa.UniqueConstraint(
            "user_id", "kind", "retailer_id", "city_id", name=op.f("uq_roles_user_id_kind_retailer_id_city_id")
        ),
    )
    with op.batch_alter_table("roles") as table:
        table.create_index(op.f("ix_roles_city_id"), ["city_id"], unique=False)
        table.create_index(op.f("ix_roles_retailer_id"), ["retailer_id"], unique=False)

    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sign_ins_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_ins_token_hash")),
    )
    with op.batch_alter_table("sign_ins") as table:
        table.create_index(op.f("ix_sign_ins_user_id"), ["user_id"], unique=False)

    op.create_table(
        "demand_day_searchers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["demand_signals.id"], name=op.f("fk_demand_day_searchers_signal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demand_day_searchers")),
        sa.UniqueConstraint("signal_id", "kind", "hash", name=op.f("uq_demand_day_searchers_signal_id_kind_hash")),
    )
    op.create_table(
        "products",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("gtin", sa.String(), nullable=True),
        sa.Column("retailer_id", sa.Integer(), nullable=True),
        sa.Column("sku", sa.String(), nullable=True),
        sa.Column("mpn", sa.String(), nullable=True),
        sa.Column("size", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("measure_milli", sa.Integer(), nullable=True),
        sa.Column("measure_unit", sa.String(), nullable=True),
        sa.CheckConstraint("(gtin IS NULL) = (retailer_id IS NOT NULL)", name=op.f("ck_products_shared_or_owned")),
        sa.CheckConstraint(
            "(measure_milli IS NULL) = (measure_unit IS NULL)", name=op.f("ck_products_measure_is_whole")
        ),
        sa.CheckConstraint("(retailer_id IS NULL) = (sku IS NULL)", name=op.f("ck_products_owned_by_sku")),
        sa.CheckConstraint("measure_milli IS NULL OR measure_milli > 0", name=op.f("ck_products_measure_is_positive")),
        sa.ForeignKeyConstraint(["group_id"], ["product_groups.id"], name=op.f("fk_products_group_id")),
        sa.ForeignKeyConstraint(["retailer_id"], ["retailers.id"], name=op.f("fk_products_retailer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("gtin", name=op.f("uq_products_gtin")),
        sa.UniqueConstraint("retailer_id", "sku", name=op.f("uq_products_retailer_id_sku")),
    )
    with op.batch_alter_table("products") as table:
        table.create_index("ix_products_group_id", ["group_id"], unique=False)

    op.create_table(
        "stores",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("retailer_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("store_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("trade", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("house_number", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("town", sa.String(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("website", sa.String(), nullable=False),
        sa.Column("opening_hours", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("description_en", sa.String(), nullable=False),
        sa.Column("accessibility", sa.String(), nullable=False),
        sa.Column("accessibility_en", sa.String(), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("drawing", sa.String(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("rhythm_s", sa.Integer(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("rhythm_s >= 86400", name=op.f("ck_stores_rhythm_is_a_day_or_more")),
        sa.ForeignKeyConstraint(["city_id"], ["cities.id"], name=op.f("fk_stores_city_id")),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_stores_district_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["picture_id"], ["pictures.id"], name=op.f("fk_stores_picture_id")),
        sa.ForeignKeyConstraint(["retailer_id"], ["retailers.id"], name=op.f("fk_stores_retailer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stores")),
        sa.UniqueConstraint("store_code", name=op.f("uq_stores_store_code")),
    )
    with op.batch_alter_table("stores") as table:
        table.create_index(op.f("ix_stores_city_id"), ["city_id"], unique=False)
        table.create_index(op.f("ix_stores_district_id"), ["district_id"], unique=False)
        table.create_index(op.f("ix_stores_retailer_id"), ["retailer_id"], unique=False)

    op.create_table(
        "counting_days",
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name=op.f("fk_counting_days_store_id")),
        sa.PrimaryKeyConstraint("store_id", "day", name=op.f("pk_counting_days")),
    )
    op.create_table(
        "features",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_features_ends_after_start")),
        sa.ForeignKeyConstraint(["city_id"], ["cities.id"], name=op.f("fk_features_city_id")),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name=op.f("fk_features_store_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_features")),
    )
    with op.batch_alter_table("features") as table:
        table.create_index(op.f("ix_features_city_id"), ["city_id"], unique=False)

    op.create_table(
        "offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.Column("on_hand", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("safety_buffer", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "on_hand >= 0 AND held >= 0 AND safety_buffer >= 0", name=op.f("ck_offers_stock_is_not_negative")
        ),
        sa.CheckConstraint("price_cents > 0", name=op.f("ck_offers_price_is_positive")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_offers_product_id")),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name=op.f("fk_offers_store_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
        sa.UniqueConstraint("store_id", "sku", name=op.f("uq_offers_store_id_sku")),
    )
    with op.batch_alter_table("offers") as table:
        table.create_index("ix_offers_product_id", ["product_id"], unique=False)

    op.create_table(
        "uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("ends_missing", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("errors", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'working', 'done', 'failed')", name=op.f("ck_uploads_state_is_known")),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name=op.f("fk_uploads_store_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_uploads_user_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
        sa.UniqueConstraint("code", name=op.f("uq_uploads_code")),
    )
    with op.batch_alter_table("uploads") as table:
        table.create_index("ix_uploads_store_id_created_at", ["store_id", "created_at"], unique=False)

    op.create_table(
        "counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("includes_set_aside", sa.Boolean(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "source IN ('upload', 'pos', 'scan', 'till', 'hand')", name=op.f("ck_counts_source_is_known")
        ),
        sa.CheckConstraint("pieces >= 0", name=op.f("ck_counts_pieces_are_not_negative")),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_counts_offer_id")),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_counts_upload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counts")),
    )
    with op.batch_alter_table("counts") as table:
        table.create_index("ix_counts_offer_id_counted_at", ["offer_id", "counted_at"], unique=False)

    op.create_table(
        "movements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('hold', 'release', 'sale', 'return', 'adjustment')", name=op.f("ck_movements_kind_is_known")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_movements_offer_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_movements_user_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movements")),
    )
    with op.batch_alter_table("movements") as table:
        table.create_index("ix_movements_offer_id_happened_at", ["offer_id", "happened_at"], unique=False)

    op.create_table(
        "price_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_price_changes_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_changes")),
    )
    with op.batch_alter_table("price_changes") as table:
        table.create_index("ix_price_changes_offer_id_since", ["offer_id", "since"], unique=False)

    op.create_table(
        "upload_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("errors", sa.JSON(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.CheckConstraint(
            "result IN ('created', 'changed', 'unchanged', 'refused')", name=op.f("ck_upload_rows_result_is_known")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_upload_rows_offer_id")),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["uploads.id"], name=op.f("fk_upload_rows_upload_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_rows")),
    )
    with op.batch_alter_table("upload_rows") as table:
        table.create_index("ix_upload_rows_upload_id_result_row", ["upload_id", "result", "row"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("upload_rows") as table:
        table.drop_index("ix_upload_rows_upload_id_result_row")

    op.drop_table("upload_rows")
    with op.batch_alter_table("price_changes") as table:
        table.drop_index("ix_price_changes_offer_id_since")

    op.drop_table("price_changes")
    with op.batch_alter_table("movements") as table:
        table.drop_index("ix_movements_offer_id_happened_at")

    op.drop_table("movements")
    with op.batch_alter_table("counts") as table:
        table.drop_index("ix_counts_offer_id_counted_at")

    op.drop_table("counts")
    with op.batch_alter_table("uploads") as table:
        table.drop_index("ix_uploads_store_id_created_at")

    op.drop_table("uploads")
    with op.batch_alter_table("offers") as table:
        table.drop_index("ix_offers_product_id")

    op.drop_table("offers")
    with op.batch_alter_table("features") as table:
        table.drop_index(op.f("ix_features_city_id"))

    op.drop_table("features")
    op.drop_table("counting_days")
    with op.batch_alter_table("stores") as table:
        table.drop_index(op.f("ix_stores_retailer_id"))
        table.drop_index(op.f("ix_stores_district_id"))
        table.drop_index(op.f("ix_stores_city_id"))

    op.drop_table("stores")
    with op.batch_alter_table("products") as table:
        table.drop_index("ix_products_group_id")

    op.drop_table("products")
    op.drop_table("demand_day_searchers")
    with op.batch_alter_table("sign_ins") as table:
        table.drop_index(op.f("ix_sign_ins_user_id"))

    op.drop_table("sign_ins")
    with op.batch_alter_table("roles") as table:
        table.drop_index(op.f("ix_roles_retailer_id"))
        table.drop_index(op.f("ix_roles_city_id"))

    op.drop_table("roles")
    with op.batch_alter_table("product_groups") as table:
        table.drop_index(op.f("ix_product_groups_category_id"))

    op.drop_table("product_groups")
    with op.batch_alter_table("invitations") as table:
        table.drop_index(op.f("ix_invitations_retailer_id"))

    op.drop_table("invitations")
    op.drop_table("districts")
    op.drop_table("demand_signals")
    with op.batch_alter_table("audit_entries") as table:
        table.drop_index("ix_audit_entries_subject")

    op.drop_table("audit_entries")
    op.drop_table("users")
    op.drop_table("throttles")
    op.drop_table("retailers")
    op.drop_table("pictures")
    op.drop_table("mails")
    with op.batch_alter_table("jobs") as table:
        table.drop_index("ix_jobs_queue_rank_id")

    op.drop_table("jobs")
    op.drop_table("geocoded_places")
    op.drop_table("demand_day_keys")
    op.drop_table("cities")
    with op.batch_alter_table("categories") as table:
        table.drop_index(op.f("ix_categories_parent_id"))

    op.drop_table("categories")
