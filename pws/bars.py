"""The classic PWS graph as a picture for paper, from the same bars the screen draws."""

from .drawing import HEIGHT, LEFT, TOP, Bar, Graph
from .picture import Mark, Path, Picture, Words, box, line

_ARROWS = {
    "up": [[(0, 16), (0, 2)], [(-5, 8), (0, 2), (5, 8)]],
    "down": [[(0, 2), (0, 16)], [(-5, 10), (0, 16), (5, 10)]],
    "same": [[(-6, 6), (6, 6)], [(-6, 12), (6, 12)]],
}


def picture_of(graph: Graph, cluster: str) -> Picture:
    """Give the graph as marks: bars, the target line, and the arrow of the month under each."""
    right = graph.width - 60
    marks: list[Mark] = []
    for y, mark in graph.lines:
        marks += [line(LEFT, y, right, y, "rule"), Words(LEFT - 6, y + 4, mark, anchor="end")]
    for bar in graph.bars:
        marks += _bar(bar, cluster)
    if graph.target is not None:
        marks.append(line(LEFT, graph.target, right, graph.target, "target"))
        marks.append(Words(right + 6, graph.target - 3, "target", "label", "start"))
        marks.append(Words(right + 6, graph.target + 13, graph.target_words, "name", "start"))
    return Picture(graph.width, TOP + HEIGHT + 48, graph.said, marks)


def _bar(bar: Bar, cluster: str) -> list[Mark]:
    bottom = TOP + HEIGHT
    look = "total" if bar.total else f"full {cluster}" if bar.reached else f"open {cluster}"
    marks: list[Mark] = [box(bar.x, bar.y, bar.width, bar.height, look)] if bar.height else []
    inside = bar.height > 24
    value = "on" if inside and (bar.total or bar.reached) else "value"
    marks.append(Words(bar.middle, bottom - 9 if inside else bar.y - 5, bar.value, value))
    marks.append(Words(bar.middle, bottom + 16, bar.label))
    look = "arrow down" if bar.trend == "down" else "arrow"
    for points in _ARROWS.get(bar.trend, []):
        marks.append(Path([(bar.middle + x, bottom + 24 + y) for x, y in points], look))
    return marks
