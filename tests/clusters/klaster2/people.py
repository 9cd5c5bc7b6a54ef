"""What is typed about the women of klaster 2's stories, and where it is sent."""

from django.urls import reverse

EMPTY = dict.fromkeys(("subjective", "objective", "assessment", "plan"), "")


def to(name, entry, *more):
    """Give an address of the desk."""
    return reverse(f"clusters:{name}", args=[entry.code, *more])


def words(answer) -> str:
    """Give a page as text."""
    return answer.content.decode()


def typed(kind, **fields):
    """Give the fields of a typed exam as the desk sends them, with an empty SOAP beside."""
    return EMPTY | {f"{kind}-{name}": value for name, value in fields.items()} | {"do": "save"}


def a_pregnancy(**changes):
    """Give what Bu Sari tells: the second child, last menstruation eighteen weeks ago."""
    told = {"lmp": "2024-01-01", "gravida": "2", "para": "1", "abortus": "0", "living": "1"}
    return typed("pregnancy", **told | changes)


def a_contact(**changes):
    """Give what Rina finds of Bu Sari at one contact."""
    told = {
        "fundal_height": "18",
        "fetal_heart": "144",
        "presentation": "unclear",
        "tablets": "30",
        "counselling": ["danger", "food"],
        "return_on": "2024-06-03",
    }
    return typed("anc", **told | changes)
