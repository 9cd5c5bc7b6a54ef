"""Instruments read from their files, and checked: what is wrong is said with the file, the line and the key."""

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from .instrument import (
    NO,
    YES,
    Asks,
    Band,
    Choice,
    Eligible,
    Formula,
    Instrument,
    Interval,
    Item,
    Known,
    Outcome,
    Override,
    Rule,
    Status,
)
from .limits import Ages

_LONGEST_CODE = 15
_HEAD = {"code", "name", "title", "version", "source", "valid_from", "eligible", "interval", "item", "class"}
_MAY = {"valid_to", "override", "intro", "unsure", "sensitive", "scored"}
_ITEM = {"key", "words", "kind", "group", "hint", "unit", "choices", "bands", "above", "least", "most", "required"}
_ITEM |= {"of", "items", "missing", "weight", "reversed", "sensitive", "score"}
_CLASS = {"code", "name", "at_least", "follow_up", "advice", "level"}
_OVERRIDE = {"item", "is", "class", "words"}
_UNITS = {"d", "m", "y"}


class InstrumentError(ValueError):
    """A file that is no instrument, with where and why."""


def read(path: Path) -> Instrument:
    """Give the instrument in a file; raises InstrumentError naming the file, the line and the key."""
    return parse(path.read_text(encoding="utf-8"), name=path.name)


def parse(text: str, *, name: str) -> Instrument:
    """Give the instrument in a text; ``name`` is what its file is called."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise InstrumentError(f"{name}: {wrong}") from None
    return _Checked(told, text, name).instrument()


class _Checked:
    """One file being read, with its text at hand to say on which line a thing stands."""

    def __init__(self, told: Mapping[str, Any], text: str, name: str) -> None:
        self.told, self.lines, self.name = told, text.splitlines(), name

    def wrong(self, why: str, *, near: str = "") -> InstrumentError:
        line = next((n for n, text in enumerate(self.lines, start=1) if near and near in text), 0)
        return InstrumentError(f"{self.name}{f' line {line}' if line else ''}: {why}")

    def instrument(self) -> Instrument:
        told = self.told
        if missing := sorted(_HEAD - told.keys()):
            raise self.wrong(f"{', '.join(missing)} missing.")
        self.known_keys(told, _HEAD | _MAY, "the instrument")
        if len(told["code"]) > _LONGEST_CODE:
            raise self.wrong(f"code {told['code']!r} has more than {_LONGEST_CODE} letters.", near="code =")
        if told.get("valid_to") and told["valid_to"] < told["valid_from"]:
            raise self.wrong("valid_to lies before valid_from.", near="valid_to")
        items = tuple(self.item(row) for row in told["item"])
        outcomes = tuple(self.outcome(row) for row in told["class"])
        self.once([item.key for item in items], "item", near="key = ")
        self.once([one.code for one in outcomes], "class", near="code = ")
        self.rising(outcomes)
        self.reckoned(items)
        return Instrument(
            code=told["code"],
            name=told["name"],
            title=told["title"],
            version=str(told["version"]),
            source=told["source"],
            valid_from=told["valid_from"],
            valid_to=told.get("valid_to"),
            eligible=self.eligible(told["eligible"]),
            interval=self.interval(told["interval"]),
            items=items,
            outcomes=outcomes,
            overrides=tuple(self.override(row, items, outcomes) for row in told.get("override", ())),
            intro=told.get("intro", ""),
            unsure=tuple(told.get("unsure", ())),
            sensitive=told.get("sensitive", False),
            scored=told.get("scored", True),
        )

    def known_keys(self, row: Mapping[str, Any], allowed: set[str], what: str) -> None:
        if odd := sorted(row.keys() - allowed):
            raise self.wrong(f"{what} has {', '.join(odd)}; known are {', '.join(sorted(allowed))}.", near=odd[0])

    def once(self, words: Sequence[str], what: str, *, near: str) -> None:
        if twice := sorted({word for word in words if words.count(word) > 1}):
            raise self.wrong(f"{what} {twice[0]!r} stands twice.", near=f'{near}"{twice[0]}"')

    def word(self, value: str, of: type[StrEnum], what: str) -> Any:
        try:
            return of(value)
        except ValueError:
            listed = ", ".join(of)
            raise self.wrong(f"{what} {value!r} is unknown; known are {listed}.", near=f'"{value}"') from None

    def eligible(self, row: Mapping[str, Any]) -> Eligible:
        self.known_keys(row, {"from", "until", "sex", "status"}, "eligible")
        for bound in filter(None, (row.get("from"), row.get("until"))):
            if bound[-1:] not in _UNITS or not bound[:-1].isdigit():
                raise self.wrong(f"age {bound!r} is no number with d, m or y.", near=f'"{bound}"')
        if row.get("sex", "") not in ("", "L", "P"):
            raise self.wrong(f"sex {row['sex']!r} is neither L nor P.", near="sex")
        statuses = frozenset(self.word(one, Status, "status").value for one in row.get("status", ()))
        return Eligible(Ages(row.get("from", ""), row.get("until", "")), row.get("sex", ""), statuses)

    def interval(self, row: Mapping[str, Any]) -> Interval:
        self.known_keys(row, {"rule", "months"}, "interval")
        rule = self.word(row.get("rule", ""), Rule, "interval")
        if (rule == Rule.MONTHS) != (row.get("months", 0) > 0):
            raise self.wrong("months are said for the rule months, and only there.", near="rule =")
        return Interval(rule, row.get("months", 0))

    def item(self, row: Mapping[str, Any]) -> Item:
        key = row.get("key", "")
        here = f'key = "{key}"'
        if not key or not row.get("words") or "kind" not in row:
            raise self.wrong(f"item {key or '?'} needs key, words and kind.", near=here if key else "[[item]]")
        self.known_keys(row, _ITEM, f"item {key!r}")
        asks = self.word(row["kind"], Asks, f"the kind of item {key!r}")
        if asks == Asks.KNOWN:
            self.word(row.get("of", ""), Known, f"what item {key!r} knows")
        if asks == Asks.COMPUTED:
            self.word(row.get("of", ""), Formula, f"the formula of item {key!r}")
        choices = self.choices(row, asks, here)
        if asks == Asks.CHOICE and len(choices) < 2:
            raise self.wrong(f"item {key!r} is a choice of fewer than two.", near=here)
        return Item(
            key=key,
            words=row["words"],
            asks=asks,
            group=row.get("group", ""),
            hint=row.get("hint", ""),
            unit=row.get("unit", ""),
            choices=choices,
            bands=self.bands(row, here),
            least=_exact(row.get("least")),
            most=_exact(row.get("most")),
            required=row.get("required", True),
            of=row.get("of", ""),
            items=tuple(row.get("items", ())),
            missing=row.get("missing", ""),
            weight=row.get("weight", 1),
            reversed=row.get("reversed", False),
            sensitive=row.get("sensitive", False),
        )

    def choices(self, row: Mapping[str, Any], asks: Asks, here: str) -> tuple[Choice, ...]:
        if asks == Asks.YES_NO:
            return (Choice(YES, "Ya", row.get("score", 0)), Choice(NO, "Tidak", 0))
        found = tuple(Choice(str(one[0]), one[1], one[2]) for one in row.get("choices", ()) if len(one) == 3)
        if len(found) != len(row.get("choices", ())):
            raise self.wrong(f"each choice of item {row['key']!r} is [value, words, score].", near=here)
        return found

    def bands(self, row: Mapping[str, Any], here: str) -> tuple[Band, ...]:
        bands = tuple(
            Band(Decimal(str(bound)), score, bound in row.get("above", ())) for bound, score in row.get("bands", ())
        )
        if [band.bound for band in bands] != sorted({band.bound for band in bands}):
            raise self.wrong(f"the bands of item {row['key']!r} do not rise.", near=here)
        return bands

    def outcome(self, row: Mapping[str, Any]) -> Outcome:
        code = row.get("code", "")
        self.known_keys(row, _CLASS, f"class {code!r}")
        if not code or not row.get("name") or not row.get("advice"):
            raise self.wrong(f"class {code or '?'} needs code, name and advice.", near=f'code = "{code}"')
        return Outcome(
            code, row["name"], row.get("at_least"), row.get("follow_up", False), row["advice"], row.get("level", "")
        )

    def rising(self, outcomes: Sequence[Outcome]) -> None:
        bounds = [one.at_least for one in outcomes if one.at_least is not None]
        if not bounds or (bounds != sorted(set(bounds)) and bounds != sorted(set(bounds), reverse=True)):
            raise self.wrong("the classes' at_least neither rises nor falls.", near="at_least")
        if min(bounds) > 0:
            raise self.wrong("a sum of 0 falls into no class.", near="at_least")

    def reckoned(self, items: Sequence[Item]) -> None:
        keys = {item.key for item in items}
        for item in items:
            if unknown := sorted(set(item.items) - keys):
                raise self.wrong(f"item {item.key!r} reckons from {unknown[0]!r}, which is no item.", near=item.key)

    def override(self, row: Mapping[str, Any], items: Sequence[Item], outcomes: Sequence[Outcome]) -> Override:
        self.known_keys(row, _OVERRIDE, "override")
        item = next((one for one in items if one.key == row.get("item")), None)
        if item is None:
            raise self.wrong(f"override of {row.get('item')!r}, which is no item.", near=f'item = "{row.get("item")}"')
        if row.get("class") not in {one.code for one in outcomes}:
            raise self.wrong(
                f"override to {row.get('class')!r}, which is no class.", near=f'class = "{row.get("class")}"'
            )
        answers = frozenset(row.get("is", ()))
        if not answers or not answers <= {one.value for one in item.choices}:
            raise self.wrong(f"override of {item.key!r} by an answer it does not have.", near=f'item = "{item.key}"')
        return Override(item.key, answers, row["class"], row.get("words", ""))


def _exact(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))
