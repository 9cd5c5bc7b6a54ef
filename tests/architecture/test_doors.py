"""One writer, one door: states change in movement alone, and pages start at the guarded doors."""

import ast

from tests.architecture.source import modules

# Where a request is answered: these start at *_for(user) and *_by_code(user, code).
ANSWERS = ("views", "pages", "api", "forms", "admin", "exports")


# A request's own key and its caller's own token are no patient's rows; nobody else's can be asked for.
OF_THE_REQUEST = ("puskesmas.rest.idempotency", "puskesmas.rest.tokens")


def answers(name: str) -> bool:
    """Tell whether a module answers requests."""
    if name in OF_THE_REQUEST:
        return False
    parts = name.split(".")
    return name.startswith("puskesmas.rest") or any(part in ANSWERS or part.startswith("views") for part in parts)


def test_views_api_forms_admin_and_exports_never_touch_objects():
    wrong = [
        f"{name} line {node.lineno}: {ast.unparse(node)}"
        for name, tree in modules().items()
        if answers(name)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager")
    ]

    assert not wrong, "\n".join(wrong)


def test_only_movement_moves_the_machine():
    wrong = [
        f"{name} line {node.lineno}: {ast.unparse(node)}"
        for name, tree in modules().items()
        if not name.startswith("puskesmas.visits.movement")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ((node.func.attr.startswith("to_") and node.func.attr[3:] in STATES) or node.func.attr == "step_back")
    ]

    assert not wrong, "\n".join(wrong)


STATES = {
    "registration",
    "screening",
    "triage",
    "emergency",
    "exam",
    "delivery",
    "internal_referral",
    "lab",
    "inpatient",
    "cashier",
    "pharmacy",
    "fkrtl_referral",
    "discharged",
    "cancelled",
}


def test_only_movement_and_queueing_write_sentences_and_places_in_line():
    kept = (
        "puskesmas.visits.sentences",
        "puskesmas.visits.movement",
        "puskesmas.visits.queueing",
        "puskesmas.visits.rendering",
        "puskesmas.visits.models",
        "puskesmas.visits.backfill",
    )
    makers = {"VisitEvent", "QueueEntry", "Visit"}
    wrong = [
        f"{name} line {node.lineno}: {ast.unparse(node.func)}"
        for name, tree in modules().items()
        if not name.startswith(kept)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _makes(node.func, makers)
    ]

    assert not wrong, "\n".join(wrong)


def _makes(func: ast.expr, makers: set[str]) -> bool:
    if isinstance(func, ast.Attribute) and func.attr in ("create", "bulk_create", "update_or_create", "get_or_create"):
        text = ast.unparse(func)
        return any(text.startswith(f"{maker}.objects") for maker in makers)
    return False


def test_no_function_imports_for_itself():
    wrong = [
        f"{name} line {node.lineno}"
        for name, tree in modules().items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert not wrong, "\n".join(sorted(set(wrong)))
