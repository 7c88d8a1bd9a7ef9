"""The limits of the settings, as the steps take them."""

from __future__ import annotations

from config.settings import Settings
from tasks.bundles.bounds import BundleLimits
from tasks.scan.limits import Limits


def limits_of(settings: Settings) -> Limits:
    """The limits that opening, rendering and reading a file must keep."""
    return Limits(
        max_pages=settings.max_pages,
        max_page_pixels=settings.max_page_pixels,
        render_seconds=settings.render_seconds,
        ocr_seconds=settings.ocr_seconds,
        document_seconds=settings.document_seconds,
        memory_bytes=settings.memory_bytes,
        output_bytes=settings.output_bytes,
        open_files=settings.open_files,
    )


def bundle_limits_of(settings: Settings) -> BundleLimits:
    """The limits on what one file may hold inside."""
    return BundleLimits(members=settings.max_members, member_bytes=settings.max_file_bytes, bytes=settings.max_unpacked_bytes)
