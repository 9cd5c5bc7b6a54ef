"""Signing in and out, and the cover over a page nobody has touched for a while.

A covered session answers nothing but the password of the one who left it; another person starts fresh.
"""

import time

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token, rotate_token
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, path, reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp import match_token, user_has_device

app_name = "accounts"

COVERED = "covered"  # the session key /live/ looks at too, to close a stream
SEEN = "seen_at"
SEEN_EVERY = 60  # seconds; a session is not written on each request
POLL_HEADER = "X-Alur-Poll"

# Where each role's day begins; a name this puskesmas does not serve leads to the front page.
LANDINGS = {
    "pandu": "registration:door",
    "loket": "registration:counter",
    "rekam_medis": "registration:counter",
    "lab": "referrals:bench",
    "kasir": "klaster1:cashier",
    "apoteker": "pharmacy:queue",
    "klaster1": "klaster1:home",
    "kapus": "home:home",
    "dinas": "home:home",
    "pustu": "referrals:tasks",
    "kader": "referrals:tasks",
    "admin": "home:home",
}
ROOMS = "clusters:rooms"  # every other role works in a room


def landing_of(user) -> str:
    """Give the address of the first page of the user's day."""
    staff = getattr(user, "staff", None)
    if staff is None:
        return reverse("admin:index") if user.is_staff else "/"
    try:
        return reverse(LANDINGS.get(staff.role, ROOMS))
    except NoReverseMatch:
        return "/"


class SignInForm(AuthenticationForm):
    """Name and password, and a code for those who carry a second factor."""

    code = forms.CharField(label="Kode pengaman", required=False, max_length=16)

    error_messages = {
        "invalid_login": "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecilnya, lalu coba lagi.",
        "inactive": "Akun ini tidak aktif. Hubungi administrator puskesmas.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.needs_code = False
        self.fields["username"].label = "Nama pengguna"
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].label = "Kata sandi"
        self.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "numeric"}

    def confirm_login_allowed(self, user):
        """Ask administrators and heads for the code of their device."""
        super().confirm_login_allowed(user)
        if not user_has_device(user):
            return
        self.needs_code = True
        device = match_token(user, self.data.get("code", "").replace(" ", ""))
        if device is None:
            self.add_error("code", "Masukkan kode enam angka dari aplikasi pengaman, dan kata sandi sekali lagi.")
            raise ValidationError("Akun ini memakai kode pengaman.", code="needs_code")
        user.otp_device = device


@method_decorator(never_cache, name="dispatch")
class SignIn(views.LoginView):
    """The page that asks who you are, and leads you to the first page of your work."""

    template_name = "accounts/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self):
        """Lead to the page the role begins with."""
        return landing_of(self.request.user)

    def form_valid(self, form):
        """Sign in, and start counting idleness from now."""
        answer = super().form_valid(form)
        self.request.session[SEEN] = int(time.time())
        return answer


class SignOut(views.LogoutView):
    """Leaves, and shows the door again; what the browser kept is told to go."""

    next_page = reverse_lazy("accounts:sign_in")

    def post(self, request, *args, **kwargs):
        """Sign out and clear what the browser has cached of this origin."""
        answer = super().post(request, *args, **kwargs)
        answer["Clear-Site-Data"] = '"cache"'
        return answer


class ChangePassword(views.PasswordChangeView):
    """The page where a person changes their own password."""

    template_name = "accounts/password.html"

    def get_success_url(self):
        """Lead back to work."""
        messages.success(self.request, "Kata sandi sudah diganti.")
        return landing_of(self.request.user)


@require_POST
@login_not_required
def cover(request):
    """Lock the session until its owner gives the password again."""
    if request.user.is_authenticated:
        request.session[COVERED] = True
    return HttpResponse(status=204)


@never_cache
@login_not_required
@sensitive_post_parameters("password")
def uncover(request):
    """Give a fresh token, or take the password: the same person goes on in place, another starts fresh."""
    if request.method != "POST":
        return JsonResponse({"csrf": get_token(request)})
    user = authenticate(request, username=request.POST.get("username", ""), password=request.POST.get("password", ""))
    if user is None:
        return _refused(request)
    if user == request.user:
        request.session.pop(COVERED, None)
        rotate_token(request)
    elif user_has_device(user):  # the second factor belongs to the sign-in page
        return _opened(request, same=False, to=reverse("accounts:sign_in"))
    else:
        login(request, user)
    request.session.pop(COVERED, None)
    request.session[SEEN] = int(time.time())
    return _opened(request, same=user.get_username() == request.POST.get("was"), to=landing_of(user))


def _refused(request):
    words = "Nama pengguna atau kata sandi tidak cocok. Coba lagi."
    if _wants_json(request):
        return JsonResponse({"message": words}, status=400)
    return render(request, "accounts/covered.html", {"wrong": words, "next": request.POST.get("next", "")}, status=400)


def _opened(request, *, same: bool, to: str):
    if _wants_json(request):
        return JsonResponse({"same": same, "to": to, "csrf": get_token(request)})
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return redirect(asked if same and is_ours else to)


def _wants_json(request) -> bool:
    return "application/json" in request.headers.get("Accept", "")


class CoverMiddleware:
    """Holds back every page of a covered or long untouched session; polls do not count as a hand on it."""

    open_names = frozenset({"sign_in", "sign_out", "cover", "uncover", "healthz", "readyz"})

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Let the request pass and note the hand."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Answer with the cover instead of the page when nobody has been there for too long."""
        if not request.user.is_authenticated or request.resolver_match.url_name in self.open_names:
            return None
        is_poll = POLL_HEADER in request.headers
        if request.session.get(COVERED) or self._is_idle(request):
            return self._covered(request, is_poll)
        now = int(time.time())
        if not is_poll and now - request.session.get(SEEN, 0) > SEEN_EVERY:
            request.session[SEEN] = now
        return None

    @staticmethod
    def _is_idle(request) -> bool:
        limit = settings.IDLE_MINUTES * 60 + 2 * SEEN_EVERY
        return int(time.time()) - request.session.get(SEEN, int(time.time())) > limit

    @staticmethod
    def _covered(request, is_poll: bool):
        request.session[COVERED] = True
        if is_poll or _wants_json(request):
            return JsonResponse({"code": "covered", "message": "Layar terkunci. Masukkan kata sandi."}, status=401)
        came_from = request.get_full_path() if request.method == "GET" else ""
        return render(request, "accounts/covered.html", {"next": came_from}, status=403)


urlpatterns = [
    path("masuk/", login_not_required(SignIn.as_view()), name="sign_in"),
    path("keluar/", login_not_required(SignOut.as_view()), name="sign_out"),
    path("kunci/", cover, name="cover"),
    path("buka/", uncover, name="uncover"),
    path("sandi/", never_cache(ChangePassword.as_view()), name="password"),
]
