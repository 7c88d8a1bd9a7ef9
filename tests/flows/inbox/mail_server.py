"""A real IMAP server on 127.0.0.1 with one account, and a client that puts letters into it."""

from __future__ import annotations

import datetime
import ipaddress
import shutil
import socket
import ssl
import subprocess
import time
from email.message import EmailMessage
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from imap_tools import MailBox, MailMessageFlags

from benchmarks.ports import free_port

USER, PASSWORD = "scan@tangiang.example", "geheim-geheim"
STARTS_SECONDS = 20
DOVECOT = "/usr/sbin/dovecot"

CONFIG = """
base_dir = {folder}/run
log_path = {folder}/log
mail_location = maildir:{folder}/mail
mail_uid = {user}
mail_gid = {user}
first_valid_uid = 1
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {user}
protocols = imap
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = yes
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={user} home={folder}/mail
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
"""


def write_certificate(folder: Path) -> None:
    """A certificate of 127.0.0.1 that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(pem)
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))


class MailServer:
    """Dovecot with a mailbox of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        write_certificate(folder)
        for name in ("run", "mail"):
            (folder / name).mkdir()
        shutil.chown(folder / "mail", "dovecot", "dovecot")
        for path in (folder, *folder.parents[:-2]):
            path.chmod(path.stat().st_mode | 0o011)
        (folder / "dovecot.conf").write_text(CONFIG.format(folder=folder, user="dovecot", password=PASSWORD, port=self.port))
        self.process = subprocess.Popen([DOVECOT, "-F", "-c", str(folder / "dovecot.conf")])
        until = time.monotonic() + STARTS_SECONDS
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError((folder / "log").read_text())

    def stop(self) -> None:
        """End the server."""
        self.process.terminate()
        self.process.wait(STARTS_SECONDS)

    def box(self) -> MailBox:
        """A client of whoever sends and looks."""
        trust = ssl.create_default_context(cafile=str(self.folder / "cert.pem"))
        return MailBox("127.0.0.1", self.port, ssl_context=trust).login(USER, PASSWORD)

    def deliver(self, letter: EmailMessage) -> None:
        """Put a letter into the mailbox, unseen."""
        with self.box() as box:
            box.append(bytes(letter), "INBOX")

    def subjects(self, folder: str = "INBOX") -> list[str]:
        """Of all letters in a folder; [] where there is no such folder."""
        with self.box() as box:
            if not box.folder.exists(folder):
                return []
            box.folder.set(folder)
            return sorted(letter.subject for letter in box.fetch(mark_seen=False))

    def seen(self) -> list[str]:
        """Subjects of the letters that somebody has opened."""
        with self.box() as box:
            return [letter.subject for letter in box.fetch(mark_seen=False) if MailMessageFlags.SEEN in letter.flags]

    def empty(self) -> None:
        """Remove everything."""
        with self.box() as box:
            for folder in [one.name for one in box.folder.list()]:
                box.folder.set(folder)
                box.delete(box.uids())
                if folder != "INBOX":
                    box.folder.set("INBOX")
                    box.folder.delete(folder)


def letter_with(
    subject: str, *files: tuple[str, bytes], sender: str = "Máy quét <scan@tangiang.example>", number: str = "1"
) -> EmailMessage:
    """A letter with files."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "Máy quét <scan@tangiang.example>", USER, subject
    letter["Date"], letter["Message-ID"] = "Sun, 29 Nov 2026 08:00:00 +0700", f"<{number}@tangiang.example>"
    letter.set_content("Kính chuyển.")
    for name, content in files:
        letter.add_attachment(content, "application", "octet-stream", filename=name)
    return letter
