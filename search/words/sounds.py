"""How a word sounds to German ears, as digits: the Kölner Phonetik (H. J. Postel, IBM-Nachrichten 19, 1969).

Words that sound alike have one code, however they are spelt: Portemonnaie and Portmonee are both 17266.
"""

import re

_RULES = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        ("ph", "3"),
        ("[dt](?=[csz])", "8"),
        ("(?<=[ckq])x", "8"),
        ("x", "48"),
        ("^c(?=[ahkloqrux])", "4"),
        ("(?<!^)(?<![sz])c(?=[ahkoqux])", "4"),
        ("h", ""),
    )
)
_LETTERS = str.maketrans("aeijouyäöübpdtfvwgkqlmnrcsz", "000000000011223334445667888")
_REPEATED = re.compile(r"(.)\1+")


def sound(word: str) -> str:
    """The code of a word in small letters; what is no German letter stays."""
    for pattern, code in _RULES:
        word = pattern.sub(code, word)
    digits = _REPEATED.sub(r"\1", word.translate(_LETTERS))
    return digits[:1] + digits[1:].replace("0", "")
