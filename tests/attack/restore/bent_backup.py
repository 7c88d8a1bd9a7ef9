"""Making a backup, bending it as a stranger would, and looking whether it was refused."""

import json
import shutil
from hashlib import sha256

import pytest
from hand_made import make_reading

from config.settings import load_settings
from db.engine import engine_for
from db.reading.documents import register_document
from db.repository import RevisionKey, write_reading
from flows.upkeep.restoring import restore
from tasks.archive.originals import store_original
from tasks.archive.seal import SEAL
from tasks.domain.errors import ThongbaoError

SECRET = "geheim"


def furnish(home, database):
    home.mkdir(exist_ok=True)
    shutil.copyfile(database, home / "thongbao.db")
    fill(load_settings(), home)
    (home / "thongbao.toml").write_text(f'due_days = 3\nsmtp_password = "{SECRET}"\n')
    (home / "review-users.json").write_text('{"users": {"evil": {"role": "editor", "hash": "scrypt$32768$8$1$AAAA$AAAA"}}}')
    return load_settings()


def fill(settings, folder):
    source = folder / "a.pdf"
    source.write_bytes(b"content")
    stored = store_original(source, settings.store_folder, 1000)
    document, _ = register_document(
        settings.database, sha256=stored.sha256, byte_size=stored.byte_size, store_path=stored.store_path, delivery=(str(source), "a.pdf")
    )
    write_reading(settings.database, RevisionKey(document.id, "f", {}, {}), make_reading("1/TB-UBND"))
    engine_for(settings.database).dispose()


def reseal(folder, **changed):
    """Make list and manifest say what lies there now, as whoever bends a backup would."""
    sums = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in {"SHA256SUMS", "manifest.json", SEAL}):
        sums[path.relative_to(folder).as_posix()] = sha256(path.read_bytes()).hexdigest()
    list_again(folder, sums, **changed)


def list_again(folder, sums, **changed):
    text_of_it = "".join(f"{digest}  {path}\n" for path, digest in sums.items())
    (folder / "SHA256SUMS").write_text(text_of_it)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest |= {"sums": sha256(text_of_it.encode()).hexdigest(), "originals": sum(p.startswith("originals/") for p in sums)} | changed
    (folder / "manifest.json").write_text(json.dumps(manifest))


def everything(folder):
    """All that lies below a folder, links and kinds too; what Prefect and locks leave is no part of it."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() if p.is_file() and not p.is_symlink() else "other"
        for p in folder.rglob("*")
        if "prefect" not in p.parts and p.name != "server.password" and not p.name.endswith((".migrating", ".lock")) and not p.is_dir()
    }


def is_refused(folder, match, home, **options):
    before = everything(home)
    with pytest.raises(ThongbaoError, match=match) as caught:
        restore(folder, **options)
    assert everything(home) == before
    return caught.value
