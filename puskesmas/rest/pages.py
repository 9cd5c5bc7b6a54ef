"""Lists, fifty rows a page."""

from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """`{count, next, previous, results}`, asked for by `?page=`."""

    page_size = 50

    def get_paginated_response_schema(self, schema):
        """Say that all four words are always there."""
        return super().get_paginated_response_schema(schema) | {"required": ["count", "next", "previous", "results"]}
