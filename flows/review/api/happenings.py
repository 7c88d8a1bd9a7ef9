"""Operation on what happened."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from db.asking.events import HIGHEST, events_after
from flows.clock import iso
from flows.review.api.document_shapes import Happenings
from flows.review.api.entry import ROOT, Reads
from flows.review.api.paging import Limit, next_address
from flows.review.api.problems import described
from flows.review.site import Site


def router(site: Site) -> APIRouter:
    """The operation of this module."""
    operations = APIRouter(prefix=ROOT, responses=described(), tags=["events"])

    @operations.get("/events", response_model=Happenings, summary="What happened since")
    def events(
        request: Request,
        caller: Reads,
        after: Annotated[int, Query(ge=0, le=HIGHEST, description="Cursor of an earlier answer; 0: from the beginning")] = 0,
        limit: Limit = 50,
    ) -> Any:
        """What was loaded, set aside, corrected, followed up, read again, purged, in the order in which it took effect.

        Nothing is ever put in before a cursor that was given: who goes on from the last one misses nothing.
        """
        found = events_after(caller.whole, caller.url, after, limit)
        return {
            "items": [
                {
                    "cursor": str(e.number),
                    "at": iso(e.at, site.settings.zone),
                    "actor": e.actor,
                    "action": e.action,
                    "sha256": e.sha256,
                    "file_name": e.file_name,
                    "documents": list(e.documents),
                    "detail": e.detail,
                }
                for e in found.events
            ],
            "cursor": str(found.last),
            "next": next_address(request, str(found.last)) if found.more else None,
        }

    return operations
