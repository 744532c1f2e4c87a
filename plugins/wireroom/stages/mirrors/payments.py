"""Payment addresses on a page: what a thief puts into a clone. Matched, and checked."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_CONSTANTS = (1, 0x2BC830A3)  # BIP-173 and BIP-350
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)  # BIP-173


def payment_addresses(text: str) -> frozenset[str]:
    """Every payment address in `text` (visible text and link targets), as it is spelled."""
    return frozenset(_found(text))


def _found(text: str) -> Iterator[str]:
    for name, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            if _CHECKS[name](match[0]):
                yield match[0]


def _is_base58(address: str) -> bool:
    """A Base58Check string of 25 bytes (Bitcoin, Litecoin, Tron, Dogecoin)."""
    number = 0
    for character in address:
        number = number * 58 + _BASE58.index(character)
    try:
        raw = number.to_bytes(25, "big")
    except OverflowError:
        return False
    digest = hashlib.sha256(hashlib.sha256(raw[:21]).digest()).digest()
    return digest[:4] == raw[21:]


def _is_bech32(address: str) -> bool:
    lower = address.lower()
    human, _, data = lower.rpartition("1")
    values = [ord(c) >> 5 for c in human] + [0] + [ord(c) & 31 for c in human]
    values += [_BECH32.index(c) for c in data]
    checksum = 1
    for value in values:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for number, part in enumerate(_GENERATOR):
            checksum ^= part if (top >> number) & 1 else 0
    return checksum in _BECH32_CONSTANTS


def _is_iban(text: str) -> bool:
    """ISO 13616: mod 97 of the rearranged number is 1."""
    bare = text.replace(" ", "")
    digits = "".join(str(int(c, 36)) for c in bare[4:] + bare[:4])
    return int(digits) % 97 == 1


def _is_any(_: str) -> bool:
    return True


_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "base58": re.compile(r"\b[13LMTD][1-9A-HJ-NP-Za-km-z]{25,33}\b"),
    "bech32": re.compile(r"\b(?:bc|ltc|tb)1[02-9ac-hj-np-z]{20,80}\b"),
    "ethereum": re.compile(r"\b0x[0-9a-fA-F]{40}\b"),  # EIP-55 checksums are optional
    "monero": re.compile(r"\b[48][0-9AB][1-9A-HJ-NP-Za-km-z]{93}\b"),
    "iban": re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"),
    "donation page": re.compile(
        r"\b(?:paypal\.me|buymeacoffee\.com|ko-fi\.com|patreon\.com|cash\.app)/[\w$.-]+"
    ),
}
_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "base58": _is_base58,
    "bech32": _is_bech32,
    "ethereum": _is_any,
    "monero": _is_any,
    "iban": _is_iban,
    "donation page": _is_any,
}
