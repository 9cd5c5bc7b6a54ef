"""`/pasang/`: how phones and PCs of the building learn to trust this house, in pictures; open to all, over http too."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from puskesmas.ground import certificates

app_name = "trusting"


def authority():
    """The file of this house's authority; 404 where another one, or none, stands before the house."""
    file = certificates.Files(settings.DATA_DIR).authority
    if not file.is_file():
        raise Http404("No authority of our own.")
    return file


@require_safe
@never_cache
@login_not_required
def page(request):
    """Show the steps for Android and Windows, and the fingerprints to compare."""
    marks = certificates.fingerprints(authority())
    host, port = request.get_host(), settings.SERVE_PORT
    if not host.endswith("]"):
        host = host.rpartition(":")[0] or host
    context = {
        "sha256": marks["sha256"].split(":"),
        "sha1": marks["sha1"].split(":"),
        "address": f"https://{host}" + ("" if port == 443 else f":{port}"),
        "trusted": request.is_secure(),
    }
    return render(request, "ground/trusting.html", context)


@require_safe
@login_not_required
def certificate(request):
    """Give the authority's certificate, which holds no secret."""
    answer = HttpResponse(certificates.as_der(authority()), content_type="application/x-x509-ca-cert")
    answer["Content-Disposition"] = 'attachment; filename="alur.crt"'
    return answer


urlpatterns = [
    path("", page, name="page"),
    path("alur.crt", certificate, name="certificate"),
]
