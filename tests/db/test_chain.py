from alembic.script import ScriptDirectory

from db.chain import VERSIONS, chain, newest


def test_the_files_say_what_alembic_reads_in_them():
    scripts = ScriptDirectory(str(VERSIONS.parent))
    assert chain() == {script.revision: script.down_revision for script in scripts.walk_revisions()}
    assert newest() == scripts.get_current_head()
