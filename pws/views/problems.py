"""The month's problems: what the figures propose, what was named, how it is rated and what the head decides."""

from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.icd10 import diagnosis
from puskesmas.facility.access import facility_of, staff_for, staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refused
from puskesmas.facility.roles import RoleCode
from referrals.views.answers import put_into, say, see_other, status_of

from .. import access, acting, proposing, usg, words
from ..asking import CLUSTERS, Asked, asked, months_of
from ..burden import ten_largest
from ..grid import OUTSIDE, TOTAL
from ..models import ProblemState, PwsProblem
from ..monthly import grid_of
from .acting_forms import DecideForm, JoinForm, PlanForm, ProblemForm, RatingForm
from .signs import sign_of

P = Permission
SHOWN = 12


@require_safe
@never_cache
@staff_with(P.PROBLEM_WRITE)
def problems(request):
    """Show the problems of a month by priority, and beside them what its figures propose."""
    wanted = _asked(request)
    rows = list(access.problems_for(request.user).filter(month=wanted.month).prefetch_related("ratings"))
    named = {(one.indicator, one.village_id) for one in rows}
    area = {village.code: village for village in access.own_area_for(request.user)}
    grid = grid_of(request.user, wanted)
    reds = [
        (area[cell.village], cell)
        for cell in proposing.red_cells(grid)
        if cell.village in area and (cell.indicator.code, area[cell.village].pk) not in named
    ]
    context = {
        "asked": wanted,
        "months": months_of(wanted.month, facility_of(request.user).today()),
        "clusters": {key: label for key, label in CLUSTERS.items() if key != "k1"},
        "ranked": ranking(rows, wanted.month),
        "joined": [one for one in rows if one.state == ProblemState.JOINED],
        "reds": reds[:SHOWN],
        "more": max(0, len(reds) - SHOWN),
        "illnesses": [] if _is_pustu(request) else ten_largest(access.illnesses_for(request.user), wanted.month),
        "may_plan": request.staff.can(P.PLAN_WRITE),
        "sign": sign_of(request.staff, current="Masalah"),
    }
    return render(request, "pws/problems.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@staff_with(P.PROBLEM_WRITE)
def name_problem(request):
    """Name a problem, begun from a cell of the grid or from an illness; the cause is the person's own word."""
    wanted = _asked(request)
    begun = _begun(request, wanted)
    choice = {"may_choose": request.staff.can(P.PLAN_WRITE), "is_pustu": _is_pustu(request)}
    if request.method == "GET":
        initial = {"title": begun.pop("sentence"), "origin": begun.pop("cluster")}
        return _naming(request, wanted, begun, ProblemForm(initial=initial, **choice))
    begun.pop("sentence"), begun.pop("cluster")
    form = ProblemForm(request.POST, **choice)
    if not form.is_valid():
        return _naming(request, wanted, begun, form, status=400)
    typed = {"origin": "", "elsewhere": ""} | form.cleaned_data
    try:
        made = acting.name_problem(acting.Named(month=wanted.month, **begun, **typed), by=request.staff)
    except Refused as refused:
        put_into(form, refused)
        return _naming(request, wanted, begun, form, status=status_of(refused))
    say(request, "Masalah diusulkan. Beri nilai USG-nya.")
    return see_other("pws:problem", made.code)


@require_safe
@never_cache
@staff_with(P.PROBLEM_WRITE)
def problem(request, code):
    """Show one problem: its figures, its cause, who gave which USG, what the head says and what is planned."""
    return problem_page(request, access.problem_by_code(request.user, code))


@require_POST
@staff_with(P.PROBLEM_WRITE)
def rate(request, code):
    """Keep one's own USG."""
    found = access.problem_by_code(request.user, code)
    form = RatingForm(request.POST)
    if not form.is_valid():
        return problem_page(request, found, rating=form, status=400)
    try:
        acting.rate(found, usg.Score(**form.cleaned_data), by=request.staff)
    except Refused as refused:
        put_into(form, refused)
        return problem_page(request, found, rating=form, status=status_of(refused))
    say(request, "Nilai USG Anda disimpan.")
    return see_other("pws:problem", found.code)


@require_POST
@staff_with(P.PLAN_WRITE)
def join(request, code):
    """Join a problem to the one it repeats."""
    found = access.problem_by_code(request.user, code)
    form = JoinForm(request.POST, others=_others(request, found))
    if not form.is_valid():
        return problem_page(request, found, joining=form, status=400)
    into = access.problem_by_code(request.user, form.cleaned_data["into"])
    try:
        acting.join(found, into=into, by=request.staff)
    except Refused as refused:
        put_into(form, refused)
        return problem_page(request, found, joining=form, status=status_of(refused))
    say(request, "Digabung.")
    return see_other("pws:problem", into.code)


@require_POST
@staff_with(P.PROBLEM_DECIDE)
def decide(request, code):
    """Take a problem up, or leave it for this month."""
    found = access.problem_by_code(request.user, code)
    form = DecideForm(request.POST)
    try:
        note = form.cleaned_data["note"] if form.is_valid() else ""
        acting.decide(found, take_up=request.POST.get("putusan") == "tetapkan", note=note, by=request.staff)
    except Refused as refused:
        put_into(form, refused)
        return problem_page(request, found, deciding=form, status=status_of(refused))
    say(request, "Keputusan disimpan.")
    return see_other("pws:problem", found.code)


def problem_page(request, found: PwsProblem, *, rating=None, joining=None, deciding=None, planning=None, status=200):
    """Give a problem's page, with the form that was typed as it was."""
    ratings = list(found.ratings.select_related("by"))
    own = next((one for one in ratings if one.by_id == request.staff.pk), None)
    proposal = usg.Score(own.urgency, own.seriousness, own.growth) if own else proposed_for(found)
    may_plan = request.staff.can(P.PLAN_WRITE)
    others = _others(request, found) if may_plan and found.state == ProblemState.NAMED else []
    colleagues = staff_for(request.user).active().exclude(role=RoleCode.ADMIN) if may_plan else []
    context = {
        "problem": found,
        "said": proposing.in_words(found.figures, is_illness=bool(found.icd10)) if found.figures else "",
        "ratings": ratings,
        "own": own,
        "rating": rating or RatingForm(initial=vars(proposal)),
        "joining": joining or (JoinForm(others=others) if others else None),
        "joined": list(found.joined.select_related("pustu", "named_by")),
        "deciding": deciding or DecideForm(),
        "may_decide": request.staff.can(P.PROBLEM_DECIDE),
        "may_plan": may_plan,
        "planning": planning or PlanForm(staff=colleagues, initial={"place": str(found.village or "")}),
        "plans": list(access.plans_for(request.user).filter(problem=found)) if may_plan else [],
        "ages": proposing.by_age_and_sex(found.facility, found.icd10, found.month, found.village)
        if found.icd10
        else [],
        "sign": sign_of(request.staff, current="Masalah", title="Masalah"),
    }
    return render(request, "pws/problem.html", context, status=status)


def proposed_for(found: PwsProblem) -> usg.Score:
    """Give the USG a problem's own figures propose."""
    return proposing.usg_of(
        found.figures, found.people, code=found.indicator, is_illness=bool(found.icd10), on=found.month
    )


def ranking(rows: list[PwsProblem], month: date) -> list[tuple[usg.Ranked, PwsProblem]]:
    """Give the problems that stand by their place; the ratings are fetched before."""
    standing = {one.code: one for one in rows if one.state != ProblemState.JOINED}
    rated = [
        usg.Rated(
            one.code, [usg.Score(by.urgency, by.seriousness, by.growth) for by in one.ratings.all()], one.people
        )
        for one in standing.values()
    ]
    return [(place, standing[place.key]) for place in usg.ranked(rated, on=month)]


def _asked(request) -> Asked:
    return asked(request, access.figures_for(request.user), facility_of(request.user).today())


def _is_pustu(request) -> bool:
    return request.staff.role == RoleCode.PUSTU


def _others(request, found: PwsProblem) -> list[PwsProblem]:
    rows = access.problems_for(request.user).filter(month=found.month).exclude(pk=found.pk)
    return list(rows.exclude(state=ProblemState.JOINED))


def _naming(request, wanted: Asked, begun: dict, form: ProblemForm, *, status: int = 200):
    figures = begun["figures"]
    context = {
        "asked": wanted,
        "form": form,
        "village": begun["village"],
        "said": proposing.in_words(figures, is_illness=bool(begun["icd10"])) if figures else "",
        "query": request.GET.urlencode(),
        "sign": sign_of(request.staff, current="Masalah", title="Masalah baru"),
    }
    return render(request, "pws/problem_new.html", context, status=status)


def _begun(request, wanted: Asked) -> dict:
    """Give what a new problem begins from: the cell or the illness of the address, or nothing at all."""
    village = None
    if wanted.village and wanted.village not in (TOTAL, OUTSIDE):
        village = next((one for one in access.own_area_for(request.user) if one.code == wanted.village), None)
        if village is None:
            raise Http404("No such village here.")
    begun = {"village": village, "people": 0, "figures": {}}
    begun |= dict.fromkeys(("indicator", "icd10", "sentence", "cluster"), "")
    where = str(village or "wilayah puskesmas")
    if wanted.indicator:
        cell = grid_of(request.user, wanted).cell(village.code if village else TOTAL, wanted.indicator.code)
        begun |= {"indicator": wanted.indicator.code, "cluster": wanted.indicator.cluster}
        if cell and cell.coverage is not None:
            begun |= {"people": proposing.people_short(cell), "figures": proposing.figures_of(cell)}
            target = f", target {words.percent(cell.target)}" if cell.target is not None else ""
            begun["sentence"] = f"{wanted.indicator.short} {where} {words.percent(cell.coverage)} persen{target}"[:160]
        else:
            begun["sentence"] = f"{wanted.indicator.short} {where}"[:160]
        return begun
    code = request.GET.get("icd", "")
    known = diagnosis(code) if code else None
    if known:
        burden, total, last = proposing.cases_of(access.illnesses_for(request.user), code, wanted.month, village)
        begun |= {"icd10": code, "cluster": "k3", "people": burden.cases}
        begun["figures"] = proposing.figures_of_illness(burden, total, last)
        begun["sentence"] = f"{known.name}: {burden.cases} kasus, {where}, {words.month_name(wanted.month)}"[:160]
    return begun
