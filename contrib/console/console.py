#!/usr/bin/env python3
"""A small account console that changes nothing about anybody without authority from a Chancery house.

    console.py add   --data DIR --login LOGIN --person ID --name NAME
    console.py serve --data DIR --house URL --name NAME --secret-file FILE --token-key KEY [--chancery PATH] [--listen ADDRESS:PORT]

Before it changes a passphrase or a name, it verifies the token that the engineer presents by the house's public key, redeems
it at the house, verifies the signed receipt, and keeps that beside the change. Otherwise it refuses and says why.
Needs Python 3.11 or later without packages, `openssl` 3.0 or later, and the command `chancery`. Setup: README.md.
"""
import argparse, base64, contextlib, datetime, hashlib, html, http.client, http.server, ipaddress, json, os, re, secrets, shutil
import sqlite3, subprocess, sys, tempfile, time, urllib.error, urllib.parse, urllib.request, uuid

BODY_BYTES_MAX = ANSWER_BYTES_MAX = 64 * 1024
HOUSE_SECS = CLIENT_SECS = 15
CLOCK_SECS = 5 * 60  # How far the clocks of house and console may be apart.
FIELDS = {"passphrase": (12, 200), "name": (1, 200)}  # With the fewest and the most characters.
# DER of a SubjectPublicKeyInfo of Ed25519, up to the 32 octets of the key (RFC 8410).
ED25519_HEAD = bytes.fromhex("302a300506032b6570032100")
SCHEMA = """
create table if not exists accounts (login text primary key, person_id text not null unique, name text not null,
  salt blob, passphrase blob, is_locked integer not null default 0, must_change integer not null default 0);
create table if not exists changes (entry_id text primary key, login text not null references accounts, field text not null,
  changed_at integer not null, receipt text not null, signature text not null);
"""


class Refused(Exception):
    """Something is not done; the text says why to the person in front."""


class Untrue(Refused):
    """A token that is refused before the house hears of it, and so leaves its trace here alone."""


def demand(condition, words, kind=Refused):
    if not condition:
        raise kind(words)


def is_now(begin, end):
    """Says whether it is between two moments, as far as two clocks may be apart. The house is strict about it."""
    now, apart = datetime.datetime.now(datetime.UTC), datetime.timedelta(seconds=CLOCK_SECS)
    begin, end = datetime.datetime.fromisoformat(begin), datetime.datetime.fromisoformat(end)
    return begin - apart <= now < end + apart


@contextlib.contextmanager
def database(data):
    """One transaction: all of it, or nothing."""
    with contextlib.closing(sqlite3.connect(os.path.join(data, "accounts.sqlite"), timeout=10)) as connection:
        connection.execute("pragma foreign_keys = on")
        connection.executescript(SCHEMA)
        with connection:
            yield connection


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry our secret to wherever it points."""

    def redirect_request(self, *_):
        return None


class House:
    """The Chancery house that is asked before each change."""

    def __init__(self, words, secret):
        self.url, self.name, self.secret = words.house.rstrip("/"), words.name, secret
        self.key, self.chancery = words.token_key, words.chancery
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect)

    def verify(self, token, field, person_id):
        """Says what the public key alone can say of a token, before the house hears of it."""
        command = [self.chancery, "authority", "verify", "--key", self.key, "--format", "json", "-"]
        try:
            said = subprocess.run(command, input=token.encode(), capture_output=True, timeout=HOUSE_SECS)
            demand(said.returncode in (0, 1), "The token cannot be read; nothing was changed.", Untrue)
            said = json.loads(said.stdout)
        except (OSError, subprocess.SubprocessError, ValueError):
            raise Untrue("This console cannot verify tokens now; nothing was changed. Tell its administrator.") from None
        demand(said["is_genuine"], "The token is not genuine; nothing was changed.", Untrue)
        terms, shown = said["terms"], said["presentation"]
        fits = shown and shown["audience"] == self.name
        demand(fits, "The token was not made out to this console; take it here anew.", Untrue)
        fits = is_now(terms["not_before"], terms["expires_at"]) and is_now(terms["not_before"], shown["expires_at"])
        demand(fits, "The token is out of time; take it here anew.", Untrue)
        fits = "field.edit" in terms["acts"] and field in terms["fields"]
        fits = fits and (not terms["persons"] or person_id in terms["persons"])
        demand(fits, "The token is for something else than was asked; nothing was changed.", Untrue)

    def redeem(self, token, field, person_id, case):
        """Counts a use at the house; returns receipt, signature and the id of its entry, all verified."""
        asked = {"token": token, "act": "field.edit", "field": field, "person": person_id, "case": case, "relation": None}
        headers = {"Authorization": "Bearer " + self.secret, "Content-Type": "application/json"}
        request = urllib.request.Request(self.url + "/api/v1/redemptions", json.dumps(asked).encode(), headers)
        try:
            with self.opener.open(request, timeout=HOUSE_SECS) as answer:
                said = json.loads(answer.read(ANSWER_BYTES_MAX))
            receipt, signature, entry_id = said["receipt"], said["signature"], said["entry_id"]
            octets = base64.b64decode(signature + "=" * (-len(signature) % 4), b"-_", validate=True)
            signed = receipt.encode()
        except urllib.error.HTTPError as error:
            raise Refused(problem(error)) from None
        except (OSError, http.client.HTTPException):
            raise Refused("The house cannot be reached; nothing was changed. Try again later.") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Refused("The house gave an answer that is no receipt; nothing was changed.") from None
        demand(self.is_signed(signed, octets), "The receipt is not signed by the house; nothing was changed.")
        lines = receipt.split("\n")
        told = dict(line.partition(" ")[::2] for line in lines[1:-1])
        expected = {"entry": entry_id, "audience": self.name, "act": "field.edit", "field": field, "person": person_id,
                    "case": case}
        fits = lines[0] == "chancery receipt v1" and lines[-1] == "" and len(told) == len(lines) - 2
        fits = fits and all(told.get(word) == value for word, value in expected.items())
        demand(fits, "The receipt is for something else than was asked; nothing was changed.")
        at = told.get("at", "")
        demand(re.fullmatch("[0-9]{1,12}", at) and abs(int(at) - time.time()) <= CLOCK_SECS,
               "The receipt is too old, or the clocks of house and console differ; nothing was changed.")
        return receipt, signature, entry_id

    def is_signed(self, message, signature):
        """Checks an Ed25519 signature with the command `openssl`, which plain Debian has."""
        body = base64.b64encode(ED25519_HEAD + bytes.fromhex(self.key.partition("/")[2])).decode()
        pem = f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n".encode()
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in ("key", "message", "signature")]
            for path, octets in zip(paths, (pem, message, signature)):
                with open(path, "wb") as file:
                    file.write(octets)
            command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", paths[0], "-rawin", "-in", paths[1], "-sigfile",
                       paths[2]]
            return subprocess.run(command, capture_output=True, timeout=HOUSE_SECS).returncode == 0


def problem(error):
    """The sentence of an RFC 9457 problem."""
    try:
        words = json.loads(error.read(ANSWER_BYTES_MAX)).get("detail")
    except (ValueError, AttributeError, OSError):
        words = None
    return f"The house refuses: {words}" if isinstance(words, str) else f"The house answered {error.code}."


def change(data, house, form):
    """Changes one field of one account, if the house gives a receipt for it; returns what to tell."""
    field, login, case, value = (form.get(name, "").strip() for name in ("field", "login", "case", "value"))
    token = "".join(form.get("presentation", "").split())
    demand(field in FIELDS, "There is no such field here.")
    demand(re.fullmatch(r"[a-z][0-9]{8}\.[0-9]{1,9}", case), "A case number looks like s20261121.17.")
    demand(re.fullmatch(r"[A-Za-z0-9_-]+=*", token), "Paste the presentation that the house gave you: one line.")
    few, many = FIELDS[field]
    is_drawn = field == "passphrase" and not value
    value = secrets.token_urlsafe(15) if is_drawn else value
    demand(few <= len(value) <= many and value.isprintable(), f"A {field} has {few} to {many} characters.")
    with database(data) as db:
        row = db.execute("select person_id, is_locked from accounts where login = ?", (login,)).fetchone()
    demand(row, "There is no such account.")
    demand(not row[1], "This account is locked; nothing is changed in it until it is unlocked.")
    house.verify(token, field, row[0])
    # The use is counted at the house before anything changes here: a change without a use can not happen. Should this
    # program die in between, the use is lost and the house's log has an entry that the table of changes lacks.
    receipt, signature, entry_id = house.redeem(token, field, row[0], case)
    with database(data) as db:
        try:
            kept = (entry_id, login, field, int(time.time()), receipt, signature)
            db.execute("insert into changes values (?, ?, ?, ?, ?, ?)", kept)
        except sqlite3.IntegrityError:
            raise Refused("This receipt was used before; nothing was changed.") from None
        if field == "name":
            db.execute("update accounts set name = ? where login = ?", (value, login))
        else:
            salt = secrets.token_bytes(16)
            hashed = hashlib.scrypt(value.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=64 * 1024 * 1024)
            db.execute("update accounts set salt = ?, passphrase = ?, must_change = 1 where login = ?", (salt, hashed, login))
    if is_drawn:
        return f"Changed. The new passphrase, shown once and to be changed at the first sign-in: {value}"
    return f"Changed: {field} of {login}. The receipt is kept as entry {entry_id}."


PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Account console</title></head><body>
<h1>Change an account</h1><p role="status">{note}</p><form method="post" action="/changes" autocomplete="off">
<p><label>Presentation of your authority, from the house<br>
<textarea name="presentation" rows="6" cols="80" required>{presentation}</textarea></label></p>
<p><label>Case number <input name="case" required placeholder="s20261121.17"></label></p>
<p><label>Account <input name="login" required></label></p>
<p><label>What <select name="field"><option value="passphrase">Passphrase</option><option value="name">Name</option></select>
</label></p><p><label>New value <input name="value"></label> A passphrase is drawn where this is empty, and whoever gets one
changes it at the first sign-in.</p><p><button>Change</button></p></form></body></html>"""
HEADERS = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
           "Referrer-Policy": "same-origin", "Connection": "close", "Content-Security-Policy":
           "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"}


class Door(http.server.BaseHTTPRequestHandler):
    """The web form. Looking changes nothing; changes are posted from our own page, as the browser says of each."""
    timeout, server_version, sys_version = CLIENT_SECS, "console", ""
    data = house = None

    def do_GET(self):
        self.page(*(200, "") if self.path == "/" else (404, "There is no such page."))

    def do_POST(self):
        try:
            length = self.headers.get("Content-Length", "")
            demand(re.fullmatch("[0-9]{1,6}", length) and int(length) <= BODY_BYTES_MAX, "This form is too long.")
            form = dict(urllib.parse.parse_qsl(self.rfile.read(int(length)).decode(), True, max_num_fields=16))
            if self.path == "/presentations":
                # The house's page posts the presentation here, so that nobody need copy it; it only fills the form.
                return self.page(200, presentation=form.get("presentation", form.get("token", "")))
            demand(self.path == "/changes", "There is no such page.")
            origin = urllib.parse.urlsplit(self.headers.get("Origin", ""))
            demand(origin.netloc and origin.netloc == self.headers.get("Host"), "That form was not made here.")
            self.page(200, change(self.data, self.house, form))
        except Refused as refused:
            if isinstance(refused, Untrue):
                self.log_error("refused: %s", refused)
            self.page(403, str(refused))
        except (sqlite3.Error, subprocess.SubprocessError, OSError, ValueError, KeyError) as error:
            self.log_error("%s", type(error).__name__)
            self.page(500, "The console has a trouble of its own; ask its administrator whether something was changed.")

    def page(self, status, words="", presentation=""):
        body = PAGE.format(note=html.escape(words), presentation=html.escape(presentation)).encode()
        self.send_response(status)
        for name, value in {**HEADERS, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, text, *values):
        # Neither path nor address: what somebody types into one may be a secret, and who it was is the house's to log.
        sys.stderr.write(f"{self.log_date_time_string()} {text % values}\n")

    def log_request(self, code="-", size="-"):
        self.log_message("%s %s", self.command, getattr(code, "value", code))


def serve(words):
    demand(re.fullmatch(r"ed25519/[0-9a-f]{64}", words.token_key), "--token-key is what `chancery authority key` prints.")
    url = urllib.parse.urlsplit(words.house)
    host = url.hostname or ""
    is_near = host == "localhost" or (host.replace(".", "").isdigit() and ipaddress.ip_address(host).is_loopback)
    demand(url.scheme == "https" or (url.scheme == "http" and is_near), "--house is https://…; http:// only on this machine.")
    with open(words.secret_file, encoding="utf-8") as file:
        secret = file.readline().strip()
    demand(len(secret) >= 24, "The first line of --secret-file has at least 24 characters, the same as at the house.")
    demand(shutil.which(words.chancery), "--chancery is no command that this console could verify tokens with.")
    Door.data, Door.house = words.data, House(words, secret)
    host, _, port = words.listen.rpartition(":")
    server = http.server.ThreadingHTTPServer((host, int(port)), Door)
    print(f"serving at http://{host}:{server.server_port}", flush=True)
    server.serve_forever()


def add(words):
    with database(words.data) as db:
        try:
            db.execute("insert into accounts (login, person_id, name) values (?, ?, ?)",
                       (words.login, str(words.person), words.called))
        except sqlite3.IntegrityError:
            raise Refused("There is an account of this login or person already, or accounts.sqlite is of an older console: "
                          "begin a new one (README.md).") from None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("add", help="add an account and say whose it is")
    one.add_argument("--login", required=True)
    one.add_argument("--person", required=True, type=uuid.UUID, help="the id of the person at the house")
    one.add_argument("--name", required=True, dest="called")
    one.set_defaults(run=add)
    other = commands.add_parser("serve", help="serve the web form")
    other.add_argument("--house", required=True, help="where the house is: https://desk.example.org")
    other.add_argument("--name", required=True, help="the name of this console in the house's [[consoles]]")
    other.add_argument("--secret-file", required=True, help="its first line is the secret, as at the house")
    other.add_argument("--token-key", required=True, help="ed25519/…, as `chancery authority key` prints it")
    other.add_argument("--chancery", default="chancery", help="the command that verifies tokens")
    other.add_argument("--listen", default="127.0.0.1:8090", help="put a proxy with TLS before it")
    other.set_defaults(run=serve)
    for command in (one, other):
        command.add_argument("--data", required=True, help="the folder of accounts.sqlite")
    words = parser.parse_args()
    os.umask(0o077)
    try:
        words.run(words)
    except (Refused, OSError, sqlite3.Error) as error:
        sys.exit(f"console.py: {error}")


if __name__ == "__main__":
    main()
