"""Payment addresses on a page: what a thief puts into a clone. Matched, and checked."""

import binascii
import hashlib
import re
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_RIPPLE58 = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"  # XRP Ledger, "Base58"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_CONSTANTS = (1, 0x2BC830A3)  # BIP-173 and BIP-350
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)  # BIP-173
# Characters of an IBAN by country: SWIFT, IBAN Registry; IR: Central Bank of Iran.
_IBAN_LENGTHS: Mapping[str, int] = {
    **dict.fromkeys(("NO",), 15), **dict.fromkeys(("BE",), 16),
    **dict.fromkeys(("DK", "FI", "FK", "FO", "GL", "NL", "SD"), 18),
    **dict.fromkeys(("MK", "SI"), 19),
    **dict.fromkeys(("AT", "BA", "EE", "KZ", "LT", "LU", "MN", "XK"), 20),
    **dict.fromkeys(("CH", "HR", "LI", "LV"), 21),
    **dict.fromkeys(("BG", "BH", "CR", "DE", "GB", "GE", "IE", "ME", "RS", "VA"), 22),
    **dict.fromkeys(("AE", "GI", "IL", "IQ", "OM", "SO", "TL"), 23),
    **dict.fromkeys(("AD", "CZ", "ES", "MD", "PK", "RO", "SA", "SE", "SK", "TN", "VG"), 24),
    **dict.fromkeys(("LY", "PT", "ST"), 25), **dict.fromkeys(("IR", "IS", "TR"), 26),
    **dict.fromkeys(("BI", "DJ", "FR", "GR", "IT", "MC", "MR", "SM"), 27),
    **dict.fromkeys(
        ("AL", "AZ", "BY", "CY", "DO", "GT", "HU", "LB", "NI", "PL", "SV"), 28
    ),
    **dict.fromkeys(("BR", "EG", "PS", "QA", "UA"), 29),
    **dict.fromkeys(("JO", "KW", "MU", "YE"), 30), **dict.fromkeys(("MT", "SC"), 31),
    **dict.fromkeys(("LC",), 32), **dict.fromkeys(("RU",), 33),
}  # fmt: skip


def payment_addresses(text: str) -> dict[str, str]:
    """Every payment address in prose and link targets, as it is compared: as it is spelled."""
    others = [kind for kind in _KINDS if not kind.is_wallet]
    return wallets(text) | dict(_found(" ".join(text.split()), others))


def wallets(code: str) -> dict[str, str]:
    """The addresses of crypto-currencies in what is no prose: scripts, attributes."""
    long = " ".join(_LONG.findall(code))
    return dict(_found(long, [kind for kind in _KINDS if kind.is_wallet]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """One kind of address: `key` is what is compared of a match, "" for what is no address."""

    pattern: re.Pattern[str]
    key: Callable[[str], str]
    is_wallet: bool = True


def _found(text: str, kinds: list[_Kind]) -> Iterator[tuple[str, str]]:
    for kind in kinds:
        for match in kind.pattern.finditer(text):
            if key := kind.key(match[0]):
                yield key, match[0]


def _base58(n_bytes: int, alphabet: str = _BASE58) -> Callable[[str], str]:
    """Base58Check: the last four bytes are a digest of the others."""

    def key(address: str) -> str:
        number = 0
        for character in address:
            number = number * 58 + alphabet.index(character)
        try:
            raw = number.to_bytes(n_bytes, "big")
        except OverflowError:
            return ""
        digest = hashlib.sha256(hashlib.sha256(raw[:-4]).digest()).digest()
        return address if digest[:4] == raw[-4:] else ""

    return key


def _bech32(address: str) -> str:
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
    return lower if checksum in _BECH32_CONSTANTS else ""


def _ton(address: str) -> str:
    """TON, "Smart contract addresses": the last two bytes are a CRC-16 (XMODEM) of the others."""
    raw = urlsafe_b64decode(address)
    return address if binascii.crc_hqx(raw[:-2], 0) == int.from_bytes(raw[-2:], "big") else ""


def _iban(text: str) -> str:
    """ISO 13616: of the country's length, and mod 97 of the rearranged number is 1."""
    bare = text.replace(" ", "")
    iban = bare[: _IBAN_LENGTHS.get(bare[:2], 0)]
    if not iban or len(iban) < _IBAN_LENGTHS[bare[:2]]:
        return ""
    digits = "".join(str(int(c, 36)) for c in iban[4:] + iban[:4])
    return iban if int(digits) % 97 == 1 else ""


def _card(text: str) -> str:
    """ISO/IEC 7812: the last digit is Luhn's."""
    digits = [int(character) for character in text if character.isdecimal()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    is_card = (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0 and len(set(digits)) > 1
    return "".join(map(str, digits)) if is_card else ""


_LONG = re.compile(r"(?<![\w:-])[\w:-]{26,}")  # what may hold the address of a wallet
_KINDS: list[_Kind] = [
    # Bitcoin, Litecoin, Tron, Dogecoin; Zcash; XRP.
    _Kind(pattern=re.compile(r"\b[13LMTD][1-9A-HJ-NP-Za-km-z]{25,33}\b"), key=_base58(25)),
    _Kind(pattern=re.compile(r"\bt[13][1-9A-HJ-NP-Za-km-z]{33}\b"), key=_base58(26)),
    _Kind(pattern=re.compile(r"\br[1-9A-HJ-NP-Za-km-z]{24,34}\b"), key=_base58(25, _RIPPLE58)),
    # Bitcoin, Litecoin, Cardano.
    _Kind(
        pattern=re.compile(r"\b(?:bc|ltc|tb|addr)1[02-9ac-hj-np-z]{20,110}\b", re.IGNORECASE),
        key=_bech32,
    ),
    _Kind(pattern=re.compile(r"\bbitcoincash:[qp][02-9ac-hj-np-z]{41}\b"), key=str),
    _Kind(pattern=re.compile(r"\b0x[0-9a-fA-F]{40}\b"), key=str.lower),  # EIP-55 is optional
    _Kind(pattern=re.compile(r"\b[48][0-9AB][1-9A-HJ-NP-Za-km-z]{93}\b"), key=str),  # Monero
    _Kind(pattern=re.compile(r"\b[EU]Q[\w-]{46}(?![\w-])", re.ASCII), key=_ton),
    _Kind(
        pattern=re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"),
        key=_iban,
        is_wallet=False,
    ),
    _Kind(
        # Of numbers with 2, cards have 2200 to 2729 (Mir, Mastercard): four years are none.
        pattern=re.compile(
            r"(?<![\w.-])(?:2[2-7]|[45689]\d)\d{2}([ -]?)\d{4}\1\d{4}\1\d{4}(?![\w-])"
        ),
        key=_card,
        is_wallet=False,
    ),
    _Kind(
        pattern=re.compile(
            r"\b(?:paypal\.me|buymeacoffee\.com|ko-fi\.com|patreon\.com|cash\.app|boosty\.to"
            r"|liberapay\.com|(?:buy|donate)\.stripe\.com)/[\w$.-]+"
        ),
        key=str,
        is_wallet=False,
    ),
]
