"""Tables that keep nothing of persons, each with all its columns: a new one is thought about once."""

from types import MappingProxyType

IMPERSONAL = MappingProxyType(
    {
        "baskets": "id key placed_at",
        "categories": "id slug parent_id name name_en family",
        "cities": "id slug name name_en state latitude longitude radius_m brick notice notice_en demo_moment",
        "counting_days": "store_id day",
        "counts": "id offer_id pieces source includes_set_aside counted_at recorded_at upload_id",
        "demand_day_keys": "day key",
        "demand_signals": "id city_id day theme searchers wishes",
        "districts": "id city_id slug name latitude longitude postcodes outline",
        "features": "id city_id store_id label label_en text text_en starts_at ends_at",
        "offers": "id store_id product_id sku title pricing price_cents on_hand held safety_buffer place counted_at"
        " source ended_at",
        "pictures": "id sha256 width height created_at",
        "price_changes": "id offer_id price_cents since",
        "product_groups": "id code kind retailer_id item_group_id title brand category_id description description_en"
        " attributes picture_id created_at updated_at",
        "products": "id group_id gtin retailer_id sku mpn size colour measure_milli measure_unit",
        "shelf_questions": "id code offer_id asked_at answer_by ended_at pieces",
        "upload_rows": "id upload_id row sku result errors offer_id before",
    }
)
