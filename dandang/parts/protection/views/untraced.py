"""What every public page of reporters is wrapped in: no cookie, no log, no file on disk, no error that tells its words.

The pages are exempt from the CSRF cookie: another site's page could only send what anybody may send.
"""

from __future__ import annotations

import functools
import io
import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from dandang.foundation.ui import pages

from ..actions.copies import ALL_BYTES

log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


class InMemory(FileUploadHandler):
    """Keeps uploads in memory, never in a temporary file; leaves out what is too much and remembers that it did."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.is_over = False
        self._taken = 0
        self._chunks: list[bytes] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self._chunks = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece, unless all files together have become too large."""
        self._taken += len(raw_data)
        if self._taken > ALL_BYTES:
            self.is_over, self._chunks = True, []
            raise SkipFile()
        self._chunks.append(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Hand over a whole file."""
        content = io.BytesIO(b"".join(self._chunks))
        return InMemoryUploadedFile(
            content, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )


def untraced(view: View) -> View:
    """Wrap a public page of reporters."""

    @csrf_exempt
    @never_cache
    @functools.wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [InMemory(request)]
        try:
            response = view(request, *args, **kwargs)
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            response = pages.error_page(request, 413)
        except Exception as fault:
            # The message of an error may hold what was typed (a database quotes the row), so its kind is all we keep.
            reference = pages.new_reference()
            log.error("reference %s: a page for reporters raised %s", reference, type(fault).__name__)
            response = pages.error_page(request, 500, reference=reference)
        response._has_been_logged = True  # type: ignore[attr-defined]  # otherwise Django logs the moment of a refusal
        return response

    return wrapped


def files_of(request: HttpRequest) -> tuple[tuple[tuple[str, bytes], ...], bool]:
    """Return the files of a form as name and content, and whether some were too large to be kept."""
    found = tuple((one.name or "", one.read()) for one in request.FILES.getlist("files"))
    handler = request.upload_handlers[0]
    return found, isinstance(handler, InMemory) and handler.is_over
