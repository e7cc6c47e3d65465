#!/usr/bin/env python3
"""A small account console that changes nothing about anybody without authority from a Chancery house.

    console.py add   --data DIR --login LOGIN --person ID --name NAME --born YYYY-MM-DD
    console.py serve --data DIR --house URL --name NAME --secret-file FILE --token-key KEY [--listen ADDRESS:PORT]

Before it changes a passphrase, a name or a date of birth, it redeems the authority that the engineer presents at the
house, verifies the signature of the receipt, and keeps the receipt beside the change. Otherwise it refuses and
says why.
Needs Python 3.11 or later without further packages, and `openssl` 3.0 or later. Setup: README.md.
"""
import argparse, base64, contextlib, datetime, hashlib, hmac, html, http.client, http.server, ipaddress, json, os, re
import secrets, sqlite3, subprocess, sys, tempfile, time, urllib.error, urllib.parse, urllib.request, uuid

BODY_BYTES_MAX = 64 * 1024
ANSWER_BYTES_MAX = 64 * 1024
HOUSE_SECS = 15
CLIENT_SECS = 15
FORM_SECS = 60 * 60
# How far the clocks of house and console may be apart.
CLOCK_SECS = 5 * 60
NAME_CHARS_MAX = 200
PASSPHRASE_CHARS_MIN, PASSPHRASE_CHARS_MAX = 12, 200
SCRYPT = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}
FIELDS = {"passphrase": "Passphrase", "name": "Name", "date_of_birth": "Date of birth"}
# DER of a SubjectPublicKeyInfo of Ed25519, up to the 32 octets of the key (RFC 8410).
ED25519_HEAD = bytes.fromhex("302a300506032b6570032100")
SCHEMA = """
create table if not exists accounts (
  login text primary key, person_id text not null unique, name text not null, date_of_birth text not null,
  salt blob, passphrase blob, is_locked integer not null default 0, must_change integer not null default 0);
create table if not exists changes (
  entry_id text primary key, login text not null references accounts, field text not null, changed_at integer not null,
  receipt text not null, signature text not null);
"""


class Refused(Exception):
    """Something is not done; the text says why to the person in front."""


def demand(condition, words):
    if not condition:
        raise Refused(words)


@contextlib.contextmanager
def database(data):
    """One transaction: all of it, or nothing."""
    connection = sqlite3.connect(os.path.join(data, "accounts.sqlite"), timeout=10)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("pragma foreign_keys = on")
        connection.executescript(SCHEMA)
        with connection:
            yield connection
    finally:
        connection.close()


def is_signed(key, message, signature):
    """Checks an Ed25519 signature with the command `openssl`, which plain Debian has."""
    body = base64.b64encode(ED25519_HEAD + key).decode()
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: os.path.join(folder, name) for name in ("key", "message", "signature")}
        pem = f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n".encode()
        for name, octets in (("key", pem), ("message", message), ("signature", signature)):
            with open(paths[name], "wb") as file:
                file.write(octets)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", paths["key"], "-rawin",
                   "-in", paths["message"], "-sigfile", paths["signature"]]
        return subprocess.run(command, capture_output=True, timeout=HOUSE_SECS).returncode == 0


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry our secret to wherever it points."""

    def redirect_request(self, *_):
        return None


class House:
    """The Chancery house that is asked before each change."""

    def __init__(self, url, name, secret, key):
        self.url, self.name, self.secret, self.key = url.rstrip("/"), name, secret, key
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect)

    def redeem(self, token, field, person_id, case):
        """Counts a use at the house; returns receipt, signature and the id of its entry, all verified."""
        asked = {"token": token, "act": "field.edit", "field": field, "person": person_id, "case": case,
                 "relation": None}
        request = urllib.request.Request(
            self.url + "/api/v1/redemptions", json.dumps(asked).encode(), method="POST",
            headers={"Authorization": "Bearer " + self.secret, "Content-Type": "application/json"})
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
        demand(is_signed(self.key, signed, octets),
               "The receipt is not signed by the house whose key this console knows; nothing was changed.")
        self.check(receipt, entry_id, field, person_id, case)
        return receipt, signature, entry_id

    def check(self, receipt, entry_id, field, person_id, case):
        """Says whether a receipt is for just what we are about to do, just now."""
        lines = receipt.split("\n")
        said = dict(line.partition(" ")[::2] for line in lines[1:-1])
        expected = {"entry": entry_id, "audience": self.name, "act": "field.edit", "field": field,
                    "person": person_id, "case": case}
        fits = lines[0] == "chancery receipt v1" and lines[-1] == "" and len(said) == len(lines) - 2
        fits = fits and all(said.get(word) == value for word, value in expected.items())
        demand(fits, "The receipt is for something else than was asked; nothing was changed.")
        at = said.get("at", "")
        demand(re.fullmatch("[0-9]{1,12}", at) and abs(int(at) - time.time()) <= CLOCK_SECS,
               "The receipt is too old, or the clocks of house and console differ; nothing was changed.")


def problem(error):
    """The sentence of an RFC 9457 problem."""
    try:
        said = json.loads(error.read(ANSWER_BYTES_MAX))
        words = said.get("detail") or said.get("title")
    except (ValueError, AttributeError, OSError):
        words = None
    if error.code == 401:
        return "The house does not know this console; its administrator compares the secret files."
    if not isinstance(words, str):
        words = f"The house answered {error.code}."
    return f"The house refuses: {words}"


def new_value(field, text):
    """Accepts the value of a form; an empty passphrase means that one is drawn."""
    text = text.strip()
    if field == "passphrase":
        text = text or secrets.token_urlsafe(15)
        demand(PASSPHRASE_CHARS_MIN <= len(text) <= PASSPHRASE_CHARS_MAX,
               f"A passphrase has {PASSPHRASE_CHARS_MIN} to {PASSPHRASE_CHARS_MAX} characters.")
    elif field == "name":
        demand(0 < len(text) <= NAME_CHARS_MAX and text.isprintable(), f"A name has 1 to {NAME_CHARS_MAX} characters.")
    else:
        try:
            demand(datetime.date.fromisoformat(text) <= datetime.date.today(), "This date is still to come.")
        except ValueError:
            raise Refused("A date of birth is written as 1984-03-21.") from None
    return text


def change(data, house, form):
    """Changes one field of one account, if the house gives a receipt for it; returns what to tell."""
    field, login, case = form.get("field", ""), form.get("login", "").strip(), form.get("case", "").strip()
    token = "".join(form.get("presentation", "").split())
    demand(field in FIELDS, "There is no such field here.")
    demand(re.fullmatch(r"[a-z][0-9]{8}\.[0-9]{1,9}", case), "A case number looks like s20261121.17.")
    demand(re.fullmatch(r"[A-Za-z0-9_-]+=*", token), "Paste the presentation that the house gave you: one line.")
    value = new_value(field, form.get("value", ""))
    with database(data) as db:
        row = db.execute("select person_id, is_locked from accounts where login = ?", (login,)).fetchone()
    demand(row, "There is no such account.")
    demand(not row["is_locked"], "This account is locked; nothing is changed in it until it is unlocked.")
    # The use is counted at the house before anything changes here: a change without a use can not happen. Should this
    # program die in between, the use is lost and the house's log has an entry that the table of changes lacks.
    receipt, signature, entry_id = house.redeem(token, field, row["person_id"], case)
    with database(data) as db:
        try:
            db.execute("insert into changes values (?, ?, ?, ?, ?, ?)",
                       (entry_id, login, field, int(time.time()), receipt, signature))
        except sqlite3.IntegrityError:
            raise Refused("This receipt was used before; nothing was changed.") from None
        if field == "passphrase":
            salt = secrets.token_bytes(16)
            hashed = hashlib.scrypt(value.encode(), salt=salt, **SCRYPT)
            db.execute("update accounts set salt = ?, passphrase = ?, must_change = 1 where login = ?",
                       (salt, hashed, login))
        else:
            column = {"name": "name", "date_of_birth": "date_of_birth"}[field]
            db.execute(f"update accounts set {column} = ? where login = ?", (value, login))
    if field == "passphrase" and not form.get("value", "").strip():
        return f"Changed. The new passphrase, shown once and to be changed at the first sign-in: {value}"
    return f"Changed: {FIELDS[field].lower()} of {login}. The receipt is kept as entry {entry_id}."


PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Account console</title></head><body>
<h1>Change an account</h1>{note}
<form method="post" action="/changes" autocomplete="off"><input type="hidden" name="csrf" value="{form}">
<p><label>Presentation of your authority, from the house<br>
<textarea name="presentation" rows="6" cols="80" required>{presentation}</textarea></label></p>
<p><label>Case number <input name="case" required placeholder="s20261121.17"></label></p>
<p><label>Account <input name="login" required></label></p>
<p><label>What <select name="field">{options}</select></label></p>
<p><label>New value; leave a passphrase empty to have one drawn <input name="value"></label></p>
<p><button>Change</button></p></form></body></html>"""


class Door(http.server.BaseHTTPRequestHandler):
    """The web form. Looking changes nothing; changes are posted from a form that this console gave out."""
    timeout = CLIENT_SECS
    server_version, sys_version = "console", ""
    data = house = form_key = None

    def do_GET(self):
        if self.path != "/":
            return self.page(404, "There is no such page.")
        self.page(200)

    def do_POST(self):
        try:
            form = self.read_form()
            if self.path == "/presentations":
                # The house's page posts the presentation here, so that nobody need copy it; it only fills the form.
                return self.page(200, presentation=form.get("presentation", form.get("token", "")))
            demand(self.path == "/changes", "There is no such page.")
            demand(self.is_own_form(form.get("csrf", "")), "That form was too old or not made here; fill in this one.")
            self.page(200, change(self.data, self.house, form))
        except Refused as refused:
            self.page(403, str(refused))
        except (sqlite3.Error, subprocess.SubprocessError, OSError) as error:
            self.log_error("%s", type(error).__name__)
            self.page(500, "The console has a trouble of its own; ask its administrator whether something was changed.")

    def read_form(self):
        length = self.headers.get("Content-Length", "")
        demand(re.fullmatch("[0-9]{1,6}", length) and int(length) <= BODY_BYTES_MAX, "This form is too long.")
        try:
            text = self.rfile.read(int(length)).decode()
            return dict(urllib.parse.parse_qsl(text, keep_blank_values=True, max_num_fields=16))
        except ValueError:
            raise Refused("This form cannot be read.") from None

    def is_own_form(self, given):
        """A form bears a seal over its age and a cookie of the browser that it was given to."""
        at, _, seal = given.partition(".")
        is_ours = hmac.compare_digest(self.seal(at, self.cookie()).encode(), seal.encode())
        return is_ours and self.cookie() != "" and time.time() - int(at) <= FORM_SECS

    def cookie(self):
        found = re.search(r"(?:^|; *)form=([A-Za-z0-9_-]{32})(?:;|$)", self.headers.get("Cookie", ""))
        return found[1] if found else ""

    def seal(self, at, cookie):
        return hmac.new(self.form_key, f"{at} {cookie}".encode(), "sha256").hexdigest()

    def page(self, status, words="", presentation=""):
        cookie, at = self.cookie() or secrets.token_urlsafe(24), str(int(time.time()))
        options = "".join(f'<option value="{key}">{label}</option>' for key, label in FIELDS.items())
        note = f'<p role="status">{html.escape(words)}</p>' if words else ""
        body = PAGE.format(note=note, form=f"{at}.{self.seal(at, cookie)}", options=options,
                           presentation=html.escape(presentation)).encode()
        self.send_response(status)
        for name, value in {
                "Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)),
                "Cache-Control": "no-store",
                "Set-Cookie": f"form={cookie}; HttpOnly; SameSite=Strict; Path=/",
                "Content-Security-Policy":
                    "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
                "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, text, *values):
        sys.stderr.write(f"{self.log_date_time_string()} {text % values}\n")

    def log_request(self, code="-", size="-"):
        # Neither path nor address: what somebody types into one may be a secret, and who it was is the house's to log.
        self.log_message("%s %s", self.command, getattr(code, "value", code))


def serve(words):
    is_key = re.fullmatch(r"ed25519/[0-9a-f]{64}", words.token_key)
    demand(is_key, "--token-key is what `chancery authority key` prints.")
    url = urllib.parse.urlsplit(words.house)
    host = url.hostname or ""
    is_near = host == "localhost" or (host.replace(".", "").isdigit() and ipaddress.ip_address(host).is_loopback)
    is_safe = url.scheme == "https" or (url.scheme == "http" and is_near)
    demand(is_safe, "--house is https://…; http:// only on this machine.")
    with open(words.secret_file, encoding="utf-8") as file:
        secret = file.readline().strip()
    demand(len(secret) >= 24, "The first line of --secret-file has at least 24 characters, the same as at the house.")
    Door.data, Door.form_key = words.data, secrets.token_bytes(32)
    Door.house = House(words.house, words.name, secret, bytes.fromhex(words.token_key.partition("/")[2]))
    with database(words.data):
        pass
    host, _, port = words.listen.rpartition(":")
    server = http.server.ThreadingHTTPServer((host, int(port)), Door)
    print(f"serving at http://{host}:{server.server_port}", flush=True)
    server.serve_forever()


def add(words):
    name, born = new_value("name", words.person_name), new_value("date_of_birth", words.born)
    with database(words.data) as db:
        try:
            db.execute("insert into accounts (login, person_id, name, date_of_birth) values (?, ?, ?, ?)",
                       (words.login, str(words.person), name, born))
        except sqlite3.IntegrityError:
            raise Refused("There is an account of this login or person already.") from None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("add", help="add an account and say whose it is")
    one.add_argument("--login", required=True)
    one.add_argument("--person", required=True, type=uuid.UUID, help="the id of the person at the house")
    one.add_argument("--name", required=True, dest="person_name")
    one.add_argument("--born", required=True)
    one.set_defaults(run=add)
    other = commands.add_parser("serve", help="serve the web form")
    other.add_argument("--house", required=True, help="where the house is: https://desk.example.org")
    other.add_argument("--name", required=True, help="the name of this console in the house's [[consoles]]")
    other.add_argument("--secret-file", required=True, help="its first line is the secret, as at the house")
    other.add_argument("--token-key", required=True, help="ed25519/…, as `chancery authority key` prints it")
    other.add_argument("--listen", default="127.0.0.1:8090", help="put a proxy with TLS before it")
    other.set_defaults(run=serve)
    for command in (one, other):
        command.add_argument("--data", required=True, help="the folder of accounts.sqlite")
    words = parser.parse_args()
    os.umask(0o077)
    try:
        words.run(words)
    except (Refused, OSError) as error:
        sys.exit(f"console.py: {error}")


if __name__ == "__main__":
    main()
