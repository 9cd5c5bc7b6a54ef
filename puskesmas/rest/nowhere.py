"""An address the API does not have, answered in its own shape."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.views import APIView


@extend_schema(exclude=True)
class Nowhere(APIView):
    """Every other address below /api/v1/."""

    authentication_classes = []
    permission_classes = []

    def initial(self, request, *args, **kwargs):
        """Say that there is nothing here, whatever was tried."""
        raise Http404
