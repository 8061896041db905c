"""`python -m search.words`: what is wrong with the list of synonyms, line by line, and how long it is."""

from search.words.synonyms import LIST, parse

if __name__ == "__main__":
    found = parse(LIST.read_text(encoding="utf-8"))
    print("\n".join(found.faults) or "Every line can be read.")
    print(f"{len(set(found.same.values()))} lines with =, {len(found.wider)} lines with >")
