from search.words import edition


def test_an_edition_changes_with_the_lists_of_documents_but_not_with_those_of_queries(monkeypatch, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "stop.txt").write_text("der die das")
    (tmp_path / "data" / "synonyms.txt").write_text("Handy = Smartphone")
    monkeypatch.setattr(edition, "HERE", tmp_path)
    first = edition._edition()

    (tmp_path / "data" / "synonyms.txt").write_text("Handy = Mobiltelefon")
    assert edition._edition() == first

    (tmp_path / "data" / "stop.txt").write_text("der die")
    assert edition._edition() != first
