"""What shops keep of persons: of their own people, and of themselves."""

from marketplace.privacy.entry import ACCOUNT_ID, CONTRACT, DUTY, INTEREST, STAYS, UNNAMED, Entry
from marketplace.sentences.marking import _

OF_SHOPS = (
    Entry(
        table="audit_entries",
        what=_("Änderungen an Läden, Waren und Städten"),
        why=_("nachvollziehen, wer was geändert hat"),
        ground=INTEREST,
        how_long=_("drei Jahre"),
        personal="user_id details",
        other="id action subject subject_id happened_at",
        person={"user_id": ACCOUNT_ID},
        on_leaving=UNNAMED,
        since="happened_at",
        days=3 * 365,
    ),
    Entry(
        table="movements",
        what=_("Verkäufe und Korrekturen am Bestand"),
        why=_("den Bestand eines Ladens erklären"),
        ground=INTEREST,
        how_long=_("solange es die Ware gibt"),
        personal="user_id",
        other="id offer_id kind pieces reason happened_at recorded_at",
        person={"user_id": ACCOUNT_ID},
        on_leaving=UNNAMED,
    ),
    Entry(
        table="uploads",
        what=_("Hochgeladene Listen"),
        why=_("einen Fehler in der Liste finden und sie zurücknehmen"),
        ground=INTEREST,
        how_long=_("solange es den Laden gibt, die Datei selbst 30 Tage"),
        personal="user_id file_name content",
        other="id code store_id ends_missing state stage rows_total rows_done created changed unchanged refused errors"
        " created_at finished_at",
        withheld="content",
        person={"user_id": ACCOUNT_ID},
        on_leaving=UNNAMED,
    ),
    Entry(
        table="retailers",
        what=_("Angaben zum Händler"),
        why=_("den Kundinnen und Kunden sagen, wer verkauft"),
        ground=DUTY,
        how_long=_("solange der Händler dabei ist"),
        personal="legal_name represented_by street postcode town email phone register vat_id packaging_number"
        " weee_number certified_at",
        other="id slug has_no_register vat_status needs_no_packaging_number needs_no_weee_number arbitration"
        " arbitration_board created_at",
        on_leaving=STAYS,
    ),
    Entry(
        table="stores",
        what=_("Telefon und E-Mail eines Ladens"),
        why=_("den Laden erreichen"),
        ground=CONTRACT,
        how_long=_("solange es den Laden gibt"),
        personal="phone email",
        other="id retailer_id city_id district_id store_code name trade street house_number postcode town latitude"
        " longitude website opening_hours description description_en accessibility accessibility_en services drawing"
        " picture_id rhythm_s is_public awaits_trader_file takes_reservations answer_hours paused_until orders_asked"
        " answered_in_time shelf_was_empty created_at",
        on_leaving=STAYS,
    ),
)
