"""Payment addresses: what is one, in any spelling, and what only looks like one."""

import pytest
from tests.stages.mirrors.copies import BITCOIN, ORIGIN, copy, differ

from wireroom.stages.mirrors.divergence import DivergenceKind
from wireroom.stages.mirrors.payments import payment_addresses, wallets

MONERO = (
    "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDt"
    "QGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A"
)
ADDRESSES = {
    "bitcoin": (BITCOIN, True),
    "bitcoin with a slip": (BITCOIN[:-1] + "3", False),
    "bech32": ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", True),
    "bech32 in capitals": ("BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ", True),
    "bech32 with a slip": ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdp", False),
    "taproot": ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", True),
    "tron": ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", True),
    "xrp": ("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", True),
    "xrp with a slip": ("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTg", False),
    "ton": ("EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N", True),
    "ton with a slip": ("EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2M", False),
    "monero": (MONERO, True),
    "ethereum": ("0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe", True),
    "iban": ("DE89 3704 0044 0532 0130 00", True),
    "iban before other capitals": ("BE68 5390 0754 7034 KRED BEBB", True),
    "iban with a slip": ("DE89 3704 0044 0532 0130 01", False),
    "iban of no country": ("XX89 3704 0044 0532 0130 00", False),
    "card": ("4111 1111 1111 1111", True),
    "card in Persian digits": ("۶۰۳۷ ۹۹۷۱ ۰۰۰۰ ۰۰۰۲", False),
    "card of Mir": ("2200 0000 0000 0004", True),
    "four years that Luhn would take": ("2014 2013 2009 2012", False),
    "card with a slip": ("4111 1111 1111 1112", False),
    "a long number": ("20260820120000123456", False),
    "donation page": ("paypal.me/someone", True),
    "a digest": ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", False),
}


@pytest.mark.parametrize(("address", "is_one"), ADDRESSES.values(), ids=ADDRESSES)
def test_payment_addresses_are_checked(address, is_one):
    """A checksum that does not hold is no address."""
    assert bool(payment_addresses(f"Give to {address} now")) is is_one


def test_one_address_in_two_spellings_is_one():
    """White space and capitals."""
    spellings = (
        "DE89 3704 0044 0532 0130 00",
        "DE89\n3704 0044\u00a00532 0130 00",
        "DE89370400440532013000",
    )
    assert {key for one in spellings for key in payment_addresses(one)} == {
        "DE89370400440532013000"
    }
    assert wallets("0xDE0B295669a9FD93d5F28D9Ec85E40f4cb697BAe") == wallets(
        "0xde0b295669a9fd93d5f28d9ec85e40f4cb697bae"
    ) | wallets("0xDE0B295669a9FD93d5F28D9Ec85E40f4cb697BAe")


HIDDEN = {
    "parted by marks": f"<p><b>{BITCOIN[:9]}</b><wbr>{BITCOIN[9:]}</p>",
    "in a field": f'<input value="{BITCOIN}">',
    "in a button": f'<button data-copy="{BITCOIN}">Copy</button>',
    "in a link": f'<a href="bitcoin:{BITCOIN}">Pay</a>',
    "in a footer": f"<footer>{BITCOIN}</footer>",
    "in a title": f"<h2>{BITCOIN}</h2>",
}


@pytest.mark.parametrize("extra", HIDDEN.values(), ids=HIDDEN)
def test_an_address_is_seen_wherever_it_stands(extra):
    """It is the gravest thing a clone can add."""
    found = differ(copy(extra=extra))
    assert (found.kind, found.changes[0].what) == (DivergenceKind.INJECTED, "payment address")


def test_an_exchanged_address_is_an_injection():
    """The outlet asks for gifts, too; the clone's appeal names another purse."""
    appeal = "<div>Support us: {}</div>"
    theirs = copy(extra=appeal.format(BITCOIN))
    others = copy(host=ORIGIN, extra=appeal.format("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"))
    assert [change.theirs for change in differ(theirs, others).changes] == [BITCOIN]
    assert differ(theirs, copy(host=ORIGIN, extra=appeal.format(BITCOIN))).changes == ()
