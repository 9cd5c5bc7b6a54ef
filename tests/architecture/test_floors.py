"""Imports point down, siblings are strangers, and the roof is imported by none."""

from tests.architecture.source import imports, modules

FLOORS = [
    ("puskesmas.facility",),
    ("puskesmas.patients",),
    ("puskesmas.visits",),
    ("referrals", "pharmacy"),
    ("clusters",),
    (
        "registration",
        "clusters.klaster1",
        "clusters.klaster2",
        "clusters.klaster3",
        "clusters.klaster4",
        "clusters.lintas",
    ),
    ("pws",),
]
HEIGHT = {home: height for height, homes in enumerate(FLOORS) for home in homes}
ROOF = "roof"
# What the basement gives every floor: the environment and the channel of the live boards.
CELLAR = ("puskesmas.env",)


def home_of(name: str) -> str:
    """Give the floor's home a module lives in; the longest that fits, the roof for the rest."""
    homes = [home for home in HEIGHT if name == home or name.startswith(f"{home}.")]
    if homes:
        return max(homes, key=len)
    return ROOF


def test_imports_point_down():
    wrong = []
    for name, tree in modules().items():
        here = home_of(name)
        for target in imports(name, tree):
            there = home_of(target)
            if there == here or here == ROOF or target.startswith(CELLAR):
                continue
            if there == ROOF:
                wrong.append(f"{name} imports the roof: {target}")
            elif HEIGHT[there] >= HEIGHT[here]:
                wrong.append(f"{name} ({here}) imports {target} ({there})")

    assert not wrong, "\n".join(sorted(set(wrong)))


def test_every_floor_is_lived_in():
    homes = {home_of(name) for name in modules()}

    assert set(HEIGHT) <= homes
