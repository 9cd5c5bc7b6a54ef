"""Words made to fit a place on the walk line, without asking a browser how wide they are."""

from dataclasses import dataclass

from django.utils.html import escape

# Widths in em, the wider of DejaVu Sans Condensed and Noto Sans for each letter, so that no face overflows.
_EM = (
    ("ijl'|", 0.27),
    (" .,:;·", 0.30),
    ('Itf-/()[]rJ!"', 0.38),
    ("cszkvxyJ?*–", 0.54),
    ("EFLTPYS", 0.61),
    ("mwMW@%&…", 0.93),
    ("NOQGHUDM", 0.77),
    ("+=±~<>#", 0.75),
)
_WIDTH = {letter: em for letters, em in _EM for letter in letters}
_CAPITAL, _OTHER = 0.68, 0.61
_BOLD = 1.09
ELLIPSIS = "…"
LEAST = 3  # letters; fewer say nothing


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of text at one size that stay inside the width they were given."""

    lines: tuple[str, ...]
    size: int
    whole: str

    @property
    def is_cut(self) -> bool:
        """Tell whether words were left off, so that the whole text belongs in a tooltip."""
        return any(line.endswith(ELLIPSIS) for line in self.lines) and not self.whole.endswith(ELLIPSIS)


def width_of(text: str, size: int, *, bold: bool = False) -> float:
    """Estimate how many pixels a text takes, erring on the wide side."""
    em = sum(_WIDTH.get(letter, _CAPITAL if letter.isupper() else _OTHER) for letter in text)
    return em * size * (_BOLD if bold else 1)


def fit(text: str, width: float, *, sizes: tuple[int, ...] = (14, 13), bold: bool = False, rows: int = 2) -> Fitted:
    """Fit a text: on one line at the largest size that holds it, else in two rows, else cut with an ellipsis."""
    text = " ".join(text.split())
    if not text:
        return Fitted((), sizes[0], "")
    for size in sizes:
        if width_of(text, size, bold=bold) <= width:
            return Fitted((text,), size, text)
    smallest = sizes[-1]
    lines = _wrapped(text, width, smallest, bold) if rows > 1 else (_cut(text, width, smallest, bold),)
    return Fitted(tuple(line for line in lines if len(line) >= LEAST), smallest, text)


def text_at(fitted: Fitted, row: int, x: float, y: float, css: str, *, anchor: str = "middle") -> str:
    """Draw one line of a fitted text; a text that was cut keeps its whole words in a title."""
    title = f"<title>{escape(fitted.whole)}</title>" if fitted.is_cut else ""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text class="{css} z{fitted.size}" x="{number(x)}" y="{number(y)}"{place}>'
        f"{title}{escape(fitted.lines[row])}</text>"
    )


def number(value: float) -> str:
    """Write a coordinate with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def _wrapped(text: str, width: float, size: int, bold: bool) -> tuple[str, ...]:
    words = text.split(" ")
    first = words[0]
    taken = 1
    while taken < len(words) and width_of(f"{first} {words[taken]}", size, bold=bold) <= width:
        first = f"{first} {words[taken]}"
        taken += 1
    rest = " ".join(words[taken:])
    if not rest or width_of(first, size, bold=bold) > width:
        return (_cut(text, width, size, bold),)
    return (first, _cut(rest, width, size, bold))


def _cut(text: str, width: float, size: int, bold: bool) -> str:
    if width_of(text, size, bold=bold) <= width:
        return text
    while text and width_of(text + ELLIPSIS, size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip(" ,.·-") + ELLIPSIS
