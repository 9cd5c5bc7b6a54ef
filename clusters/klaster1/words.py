"""Money written out, as a receipt must have it: seratus dua puluh ribu rupiah."""

_ONES = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_BIG = ((1_000_000_000, "miliar"), (1_000_000, "juta"), (1_000, "ribu"))


def written_out(amount: int) -> str:
    """Give an amount of rupiah in words; money given back is said so."""
    words = _spelled(abs(amount)) or "nol"
    return f"{'minus ' if amount < 0 else ''}{words} rupiah"


def _spelled(number: int) -> str:
    if number < 12:
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    if number < 100:
        return _joined(f"{_ONES[number // 10]} puluh", number % 10)
    if number < 200:
        return _joined("seratus", number - 100)
    if number < 1000:
        return _joined(f"{_ONES[number // 100]} ratus", number % 100)
    if number < 2000:
        return _joined("seribu", number - 1000)
    unit, name = next((unit, name) for unit, name in _BIG if number >= unit)
    return _joined(f"{_spelled(number // unit)} {name}", number % unit)


def _joined(words: str, rest: int) -> str:
    return f"{words} {_spelled(rest)}".strip()
