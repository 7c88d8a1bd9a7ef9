"""Two runs, or a thousand files, meet over one document: the outcome is defined, on both kinds of database."""

from __future__ import annotations

import asyncio
import shutil
import threading
from dataclasses import replace

import pytest
from hostile import scan
from sqlalchemy import func, select

from config.settings import load_settings
from db.documents import find_document
from db.engine import engine_for, transaction
from db.history import sweep_abandoned
from db.models.document import Delivery, Document, Page, Revision
from db.models.finding import Evidence
from db.models.run import Lease, Run
from db.queries import list_documents, list_runs
from db.schema import upgrade
from flows.batch import ingest_batch
from flows.document import reprocess_document
from flows.inbox import collect_files
from flows.served import nightly
from flows.verifying import verify
from tasks.archive.originals import store_original
from tasks.domain.outcome import Outcome

pytestmark = pytest.mark.usefixtures("prefect_server")
