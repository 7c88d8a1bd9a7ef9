"""One tree of errors; the type decides about another try, the end of the document and the exit code. Any other is a bug (exit code 70)."""

from __future__ import annotations

from typing import ClassVar


class ThongbaoError(Exception):
    """Something went wrong that a person can do something about.

    Class attributes: ``code`` (kebab-case, stable), ``retryable``, ``quarantines`` (the file itself is at fault), ``of_file`` (whoever
    sent the file can bring it about, so that any number in a row says nothing of the machine), ``exit_code``.

    Args:
        message: what happened and where.
        hint: what to do.
    """

    code: ClassVar[str] = "error"
    retryable: ClassVar[bool] = False
    quarantines: ClassVar[bool] = False
    of_file: ClassVar[bool] = False
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the arguments positional, so that the error crosses process borders unharmed."""
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """The message with the hint behind it."""
        return f"{self.message} {self.hint}".strip()


class ConfigError(ThongbaoError):
    """A setting or a vocabulary entry is wrong."""

    code = "config"
    exit_code = 9


class MissingToolError(ThongbaoError):
    """A program or a language model that is needed is not installed."""

    code = "missing-tool"
    exit_code = 3


class UnknownDocumentError(ThongbaoError):
    """No document, or more than one, goes by the given name."""

    code = "unknown-document"
    exit_code = 4


class InputError(ThongbaoError):
    """The file itself cannot be processed; it is quarantined, its original kept."""

    code = "input"
    quarantines = True
    of_file = True
    exit_code = 2


class UnsupportedFileError(InputError):
    """Neither a PDF nor a picture."""

    code = "unsupported-file"


class EmptyFileError(InputError):
    """The file has no bytes."""

    code = "empty-file"


class EncryptedPdfError(InputError):
    """The PDF opens only with a password."""

    code = "encrypted-pdf"


class EncryptedArchiveError(InputError):
    """All files of the archive open only with a password."""

    code = "encrypted-archive"


class DamagedFileError(InputError):
    """The file is cut off or its structure is broken."""

    code = "damaged-file"


class LimitExceededError(InputError):
    """The file asks for more pages, pixels or memory than a setting allows; the message names the setting."""

    code = "limit-exceeded"


class LethalFileError(InputError):
    """The whole program died each time it read the file."""

    code = "lethal-file"


class ForbiddenPathError(ThongbaoError):
    """A form names a path that lies in no folder that forms may name."""

    code = "forbidden-path"
    exit_code = 2


class UndecodableFileError(InputError):
    """A library broke over what is in the file."""

    code = "undecodable-file"


class LinkedFileError(InputError):
    """The file of an inbox or a folder is a link, lies behind one, or has a second name."""

    code = "linked-file"


class VanishedFileError(ThongbaoError):
    """The file went away, or could not be read, before it was stored."""

    code = "vanished-file"
    retryable = True
    of_file = True
    exit_code = 2


class RecognitionError(ThongbaoError):
    """A page could not be read."""

    code = "recognition"
    of_file = True
    exit_code = 7


class OcrTimeoutError(RecognitionError):
    """The recogniser took longer than its limit and was ended."""

    code = "ocr-timeout"
    retryable = True


class OcrCrashError(RecognitionError):
    """The recogniser died."""

    code = "ocr-crash"
    retryable = True


class OcrOutputError(RecognitionError):
    """The recogniser's output cannot be understood."""

    code = "ocr-output"
    retryable = True


class RasterError(ThongbaoError):
    """The renderer died or took too long on a file that opened well."""

    code = "raster"
    retryable = True
    of_file = True
    exit_code = 7


class InvariantError(ThongbaoError):
    """Our own bug: a promise of the data does not hold, such as a quote that is not its span."""

    code = "invariant"
    exit_code = 70


class LoadError(ThongbaoError):
    """The rows could not be written."""

    code = "load"
    exit_code = 8


class DatabaseUnavailableError(LoadError):
    """The database refuses, hangs or drops connections, or is locked."""

    code = "database-unavailable"
    retryable = True


class ConflictError(LoadError):
    """Two runs wrote the same row at once, or a row breaks a constraint; the second try sees what the first wrote."""

    code = "conflict"
    retryable = True


class StorageFullError(LoadError):
    """No space is left under THONGBAO_HOME."""

    code = "storage-full"


class StorageError(LoadError):
    """What lies under THONGBAO_HOME cannot be written: permissions, or a broken disk."""

    code = "storage"
    retryable = True


class BusyDocumentError(ThongbaoError):
    """Another run is working on the same document."""

    code = "busy-document"
    exit_code = 5


class BatchStoppedError(ThongbaoError):
    """Too many documents failed for the same reason; the rest still waits."""

    code = "batch-stopped"
    exit_code = 6


class ServerUnavailableError(ThongbaoError):
    """The Prefect server that records the runs does not answer, or does not let one begin."""

    code = "prefect-unavailable"
    exit_code = 10


class NoticeError(ThongbaoError):
    """The notice of a night did not reach its receiver; the night itself is as it is."""

    code = "notice"
    retryable = True
    exit_code = 11


class AlreadyServedError(ThongbaoError):
    """Another `thongbao serve` works in the same home folder, or something else listens on its port."""

    code = "already-served"
    exit_code = 12


class OutputError(ThongbaoError):
    """A file that was asked for cannot be written, or would take the place of one that is to stay."""

    code = "output"
    exit_code = 14


class NotMadeError(ThongbaoError):
    """A file that was asked for cannot be made of this document, or only with more memory, time or room than is allowed."""

    code = "not-made"
    exit_code = 24


class StoredPathError(ThongbaoError):
    """A row of the database names a file that is none of its own; nothing is opened."""

    code = "stored-path"
    exit_code = 25


class WorkPoolError(ThongbaoError):
    """The work pool, or a machine that works for it, is not set up for the work, or nobody took it; the documents still wait."""

    code = "work-pool"
    exit_code = 15


class BackupError(ThongbaoError):
    """A backup cannot be made, is not whole, or a restore would overwrite what is there."""

    code = "backup"
    exit_code = 20


class NewerDatabaseError(ThongbaoError):
    """A later version of the program made or migrated the database; this one does not know its tables."""

    code = "newer-database"
    exit_code = 21


class InboxError(ThongbaoError):
    """The bucket or the mailbox that is the inbox does not answer, is not there, or does not let us in."""

    code = "inbox-unavailable"
    retryable = True
    exit_code = 22
