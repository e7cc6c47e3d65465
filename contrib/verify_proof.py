#!/usr/bin/env python3
"""Checks that an entry is in a Chancery log, without any code of Chancery.

    verify_proof.py PROOF.json --key 'name+hash+key' [--older CHECKPOINT]

The key is the log's public key, got from a place that you trust. With --older, a checkpoint that you
kept from before, it also checks that the log has only grown since then; the proof file must have been
made with a consistency proof from that checkpoint. Exit code 0: proven; 1: not proven.
Needs Python 3.9 or later and `cryptography` (Debian: python3-cryptography). The formats: docs/log.md.
"""
import argparse, base64, hashlib, json, sys

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.exit("verify_proof.py needs `cryptography`: apt-get install python3-cryptography")

INPUT_BYTES_MAX = 1 << 20


class NotProven(Exception):
    pass


def demand(condition, words):
    if not condition:
        raise NotProven(words)


def unbase64(text):
    return base64.b64decode(text.encode("ascii"), validate=True)


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def read_key(text):
    """`name+hash+base64(0x01 || public key)`: the hash binds the name to the key."""
    demand(text.count("+") >= 2, "--key is name+hash+key, as `chancery audit key` prints it, not a file")
    name, hash_hex, encoded = text.strip().split("+", 2)
    key = unbase64(encoded)
    demand(len(key) == 33 and key[0] == 1, "the key is not an Ed25519 key")
    key_id = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    demand(key_id.hex() == hash_hex, "the hash in the key does not fit it: mistyped?")
    return name, key_id, Ed25519PublicKey.from_public_bytes(key[1:])


def read_checkpoint(note, key):
    """Returns size and root of a signed note (C2SP signed-note, tlog-checkpoint)."""
    name, key_id, public = key
    before, empty, signatures = note.rpartition("\n\n")
    demand(empty and signatures.endswith("\n"), "the checkpoint is not a signed note")
    text, signed = before + "\n", False
    for line in signatures[:-1].split("\n"):
        dash, signer, encoded = line.split(" ")
        demand(dash == "\u2014", "the checkpoint is not a signed note")
        signature = unbase64(encoded)
        if signer == name and signature[:4] == key_id:
            public.verify(signature[4:], text.encode())
            signed = True
    demand(signed, "the checkpoint is not signed by this key")
    origin, digits, root = text.split("\n")[:3]
    demand(origin == name, "the checkpoint is of another log: " + ascii(origin))
    demand(digits.isascii() and digits.isdigit() and str(int(digits)) == digits and
           len(unbase64(root)) == 32, "the checkpoint is not one")
    return int(digits), unbase64(root)


def climb(node, last):
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last


def is_included(leaf, index, size, proof, root):
    """RFC 9162, 2.1.3.2."""
    node, last, hash = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            hash = node_hash(sibling, hash)
            node, last = climb(node, last)
        else:
            hash = node_hash(hash, sibling)
        node, last = node >> 1, last >> 1
    return 0 <= index < size and last == 0 and hash == root


def is_grown(older_size, older_root, size, root, proof):
    """RFC 9162, 2.1.4.2."""
    if older_size == size:
        return not proof and older_root == root
    if older_size == 0:
        return not proof and older_root == hashlib.sha256().digest()
    if older_size & (older_size - 1) == 0:
        proof = [older_root] + proof
    if older_size > size or not proof:
        return False
    node, last = older_size - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = proof[0]
    for sibling in proof[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            node, last = climb(node, last)
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and old == older_root and new == root


def read_file(path):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read(INPUT_BYTES_MAX + 1)
    demand(len(text) <= INPUT_BYTES_MAX, path + " is too long")
    return text


def check(arguments):
    key = read_key(arguments.key)
    file = json.loads(read_file(arguments.proof))
    demand(file["format"] == "chancery-proof-1", "the proof file is of another form")
    size, root = read_checkpoint(file["checkpoint"], key)
    index, entry = file["index"], unbase64(file["entry"])
    demand(type(index) is int, "the entry number is not a number")
    leaf = hashlib.sha256(b"\x00" + entry).digest()
    demand(is_included(leaf, index, size, [unbase64(hash) for hash in file["proof"]], root),
           f"entry {index} is not in the log of the checkpoint")
    print(f"proven: entry {index} is in the log {key[0]} of {size} entries, root {root.hex()}")
    if arguments.older:
        older_size, older_root = read_checkpoint(read_file(arguments.older), key)
        growth = file.get("consistency")
        demand(growth and growth["older_size"] == older_size,
               f"the proof file has no consistency proof from {older_size} entries")
        hashes = [unbase64(hash) for hash in growth["proof"]]
        demand(is_grown(older_size, older_root, size, root, hashes),
               f"the log has not grown from the older checkpoint of {older_size} entries")
        print(f"proven: the log has only grown since it had {older_size} entries")
    print("the entry: " + entry.decode("utf-8", "backslashreplace"))


def main():
    parser = argparse.ArgumentParser(description="Checks that an entry is in a Chancery log.")
    parser.add_argument("proof", help="the proof file")
    parser.add_argument("--key", required=True, help="the public key of the log: name+hash+key")
    parser.add_argument("--older", help="a file with a checkpoint kept from before")
    try:
        check(parser.parse_args())
    except NotProven as reason:
        sys.exit(f"not proven: {reason}")
    except InvalidSignature:
        sys.exit("not proven: the signature of the checkpoint does not fit it")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        sys.exit(f"not proven: the input cannot be read: {ascii(str(error))}")


if __name__ == "__main__":
    main()
