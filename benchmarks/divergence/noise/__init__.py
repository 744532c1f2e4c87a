"""What an honest mirror, its software or a CDN changes in a page: none of it is a divergence."""

import random
from collections.abc import Callable

from benchmarks.divergence.noise import addresses, letters, serving, writing
from benchmarks.divergence.pages import Sample, Served

Noise = Callable[[Sample, random.Random], str | Served]
NOISE: tuple[tuple[str, Noise, str], ...] = (
    ("nothing", writing.identical, "a host that serves the same bytes"),
    ("own host in links", addresses.own_links, "every mirror that rewrites its links"),
    (
        "own host everywhere",
        addresses.own_name,
        "mirrors that replace the name in text and scripts, too",
    ),
    ("own address in text", addresses.own_name_in_text, "'more at ...' sentences"),
    ("own host behind a prefix", addresses.behind_a_prefix, "proxies: host/www.outlet.com/..."),
    ("relative own links", addresses.relative_links, "static copies"),
    ("http links", addresses.plain_http, "mirrors without TLS, .onion"),
    ("https links", addresses.upgraded_https, "Cloudflare, Automatic HTTPS Rewrites"),
    ("www. added or dropped", addresses.without_www, "web servers' redirects to the bare name"),
    ("trackers in links", addresses.trackers, "newsletters and apps"),
    ("white space", letters.white_space, "template engines"),
    ("no-break spaces", letters.no_break_spaces, "editors"),
    ("straight quotes", letters.straight_quotes, "text filters"),
    ("typographic quotes", letters.curly_quotes, "WordPress wptexturize"),
    ("soft hyphens", letters.soft_hyphens, "hyphenators"),
    ("decomposed letters", letters.decomposed, "file systems of static copies"),
    ("numeric entities", letters.entities, "ASCII serialisers"),
    ("nonces, ids, instants", serving.nonces, "Content Security Policy; every render"),
    ("slot ids", serving.slot_ids, "ad servers"),
    ("form tokens", serving.form_tokens, "CSRF protection"),
    ("beacon", serving.beacon, "Cloudflare Web Analytics"),
    ("challenge script", serving.challenge_script, "Cloudflare, JavaScript detections"),
    ("Rocket Loader", serving.rocket_loader, "Cloudflare Rocket Loader"),
    ("mail addresses hidden", serving.hidden_mail, "Cloudflare, Email Address Obfuscation"),
    ("minified", writing.minified, "html-minifier, mod_pagespeed"),
    ("end tags left out", writing.without_end_tags, "html-minifier, removeOptionalTags"),
    ("attribute order", writing.attribute_order, "serialisers"),
    ("serialised anew", writing.reserialised, "proxies that parse and write"),
    ("upper-case tags", writing.upper_case_tags, "old serialisers"),
    ("cache remarks", writing.cache_remarks, "WP Super Cache and kin"),
    ("legacy charset", letters.legacy_charset, "mirrors that recode"),
    ("UTF-16", letters.unicode_16, "mirrors that recode"),
    ("byte order mark", letters.byte_order_mark, "mirrors that recode"),
    ("lazy pictures", writing.lazy_pictures, "image optimisers"),
    ("teasers in another order", serving.rotated_teasers, "lists of the most read"),
    ("other advertisements", serving.other_advertisements, "ad servers"),
)
"""What it is called, what is changed, and who does it."""
