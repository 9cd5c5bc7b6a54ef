"""The small signs of every screen: icons, bullets, triage letters, the walk, times as Indonesian words."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from puskesmas.visits import walkline
from puskesmas.visits.walk import Walk

register = template.Library()

TRIAGE = {
    "m": ("M", "Triase merah"),
    "k": ("K", "Triase kuning"),
    "h": ("H", "Triase hijau"),
    "x": ("X", "Triase hitam"),
    "": ("–", "Belum ditriase"),
}
CAPS = {"Shift+Enter": "Shift Enter", "Escape": "Esc"}
ORDERS = {"asked": "", "half": " half", "full": " full", "critical": " full crit"}


# --- signs ---


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, css: str = "") -> SafeString:
    """Draw one icon of the sprite; the words beside it say what it means."""
    return format_html(
        '<svg class="i{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f" {css}" if css else "",
        static("icons.svg"),
        name,
    )


@register.simple_tag
@lru_cache(maxsize=256)
def bullet(line: str, letter: str) -> SafeString:
    """Draw a line's bullet: a disc for a cluster, a square for what crosses them."""
    return format_html('<span class="bul {}" aria-hidden="true">{}</span>', line, letter)


@register.simple_tag
def triage(level: str | None) -> SafeString:
    """Draw a triage letter as a small plate; level is m, k, h, x or its Indonesian word, empty when not yet done."""
    return _triage("tri", _level(level))


@register.simple_tag
def triage_bar(level: str | None) -> SafeString:
    """Draw the triage at the head of a queue row: a full block when urgent, a bar when calm."""
    return _triage("bar", _level(level))


@lru_cache(maxsize=32)
def _triage(css: str, level: str) -> SafeString:
    letter, words = TRIAGE[level]
    tag = "span" if css == "tri" else "div"
    return format_html(
        '<{0} class="{1} {2}" title="{4}"><span aria-hidden="true">{3}</span><span class="vh">{4}</span></{0}>',
        tag,
        css,
        level or "none",
        letter,
        words,
    )


def _level(level: str | None) -> str:
    first = {"merah": "m", "kuning": "k", "hijau": "h", "hitam": "x"}.get(level or "", level or "")
    first = str(first).lower()[:1]
    return first if first in TRIAGE else ""


@register.simple_tag
@lru_cache(maxsize=256)
def order(icon_name: str, state: str, words: str) -> SafeString:
    """Draw one order of a row: outline asked, half in work, full ready, critical with a mark; its words for all."""
    return format_html(
        '<span class="o{}" title="{}">{}<span class="vh">{}</span></span>',
        ORDERS[state],
        words,
        icon(icon_name),
        words,
    )


# --- parts with words of their own; they see nothing of the page but what they are given ---


@register.inclusion_tag("components/_button.html")
def button(label: str, **given) -> dict:
    """Draw a button with its key; what it may be given stands at the head of the template."""
    key = given.get("key", "")
    return {"label": label, "caps": CAPS.get(key, key.upper() if len(key) == 1 else key), **given}


@register.inclusion_tag("components/_field.html")
def field(bound, unit: str = "", hint: str = "", optional: bool = False) -> dict:
    """Draw one field with its label, its help and its error sentence."""
    return {"field": bound, "unit": unit, "hint": hint, "optional": optional}


@register.inclusion_tag("components/_empty.html")
def empty(title: str, text: str = "", small: bool = False, url: str = "", label: str = "") -> dict:
    """Say that nothing is here, why that is fine, and what will bring something."""
    return {"title": title, "text": text, "small": small, "url": url, "label": label}


# --- the walk ---


@register.simple_tag
def walk_full(walk: Walk, width: int = 1326) -> SafeString:
    """Draw a walk over a desk."""
    return walkline.full(walk, width)


@register.simple_tag
def walk_mini(walk: Walk, keys: tuple[str, ...] = (), width: int = 145) -> SafeString:
    """Draw a walk in a row; keys keep the same stop at the same x down the column."""
    return walkline.mini(walk, width, tuple(keys))


@register.simple_tag
def queue_row(row: Any, walk_keys: tuple[str, ...] = ()) -> SafeString:
    """Draw one patient's line of a list; what a line said a moment ago is not drawn again."""
    return _queue_row(row, tuple(walk_keys), _minutes(row.since), _minutes(row.start) if row.start else 0)


@lru_cache(maxsize=4096)
def _queue_row(row: Any, walk_keys: tuple[str, ...], _waited: int, _whole: int) -> SafeString:
    return mark_safe(render_to_string("components/_queue_row.html", {"row": row, "walk_keys": walk_keys}))


@register.simple_tag
def walk_head(letters: list[tuple[str, str]]) -> SafeString:
    """Draw the stop letters over a column of small walks, from (key, letter) pairs."""
    return walkline.mini_head(letters)


@register.simple_tag
def walk_upright(walk: Walk) -> SafeString:
    """Draw a walk standing, for a phone."""
    return walkline.upright(walk)


# --- times and figures ---


@register.simple_tag
def clock_now() -> SafeString:
    """Show the facility's time; the page's clock runs on from it."""
    now = timezone.localtime()
    return format_html(
        '<time class="clock" data-clock="{}" datetime="{}">{}</time>',
        now.isoformat(timespec="seconds"),
        now.strftime("%Y-%m-%dT%H:%M"),
        now.strftime("%H.%M"),
    )


@register.simple_tag
def today() -> str:
    """Say the facility's day: Senin, 23 November 2026."""
    return date_format(timezone.localdate(), "l, j F Y")


@register.simple_tag
def idle_minutes() -> int:
    """Give the minutes without a hand on the page after which it covers itself."""
    return settings.IDLE_MINUTES


@register.simple_tag
def timer(since: datetime, start: datetime | None = None, target: int = 0) -> SafeString:
    """Show how long this step and the whole visit have taken; amber at 80 % of the SOP's target, red at 100 %."""
    waited = _minutes(since)
    state, words = "", ""
    if target and waited >= target:
        state, words = " over", " melewati target"
    elif target and waited >= target * 0.8:
        state, words = " near", " mendekati target"
    return format_html(
        '<span class="tm{}" data-since="{}" data-from="{}" data-target="{}"><b>{}</b> <span class="dim">{}</span>'
        '<span class="vh">{}</span></span>',
        state,
        since.isoformat(timespec="seconds"),
        start.isoformat(timespec="seconds") if start else "",
        target or "",
        span(waited),
        f"/ {span(_minutes(start))}" if start else "",
        words,
    )


def _minutes(since: datetime) -> int:
    return max(0, int((timezone.now() - since).total_seconds() // 60))


@register.filter
def span(minutes: int | None) -> str:
    """Write minutes as 9m or 1j 16m, and from a whole day on as 2 hari."""
    if minutes is None:
        return "–"
    hours, rest = divmod(int(minutes), 60)
    if hours >= 24:
        return f"{hours // 24} hari"
    return f"{hours}j {rest:02d}m" if hours else f"{rest}m"


@register.filter
def clock(value: datetime | None) -> str:
    """Write a time as 09.42 in the facility's zone."""
    if not value:
        return "–"
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return value.strftime("%H.%M")


@register.filter
def day(value) -> str:
    """Write a day as 4 Maret 1994."""
    return date_format(_local(value), "j F Y") if value else "–"


@register.filter
def short_day(value) -> str:
    """Write a day as 12 Agu 2026."""
    return date_format(_local(value), "j M Y") if value else "–"


def _local(value):
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def rupiah(amount: int | None) -> str:
    """Write money as Rp 12.500, and what was given back as −Rp 12.500."""
    if amount is None:
        return "–"
    return f"{'−' if amount < 0 else ''}Rp {abs(int(amount)):,}".replace(",", ".")


@register.filter
def masked(number: str | None) -> str:
    """Show only the ends of a number that names a person: 6112 ···· ···· 0003."""
    text = str(number or "")
    if not text:
        return "–"
    if len(text) < 9:
        return "····" + text[-2:]
    return f"{text[:4]} {'····' if len(text) < 14 else '···· ····'} {text[-4:]}"
