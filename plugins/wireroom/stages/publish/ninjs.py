"""An article as a news item of IPTC's ninjs 2.1, https://iptc.org/std/ninjs/ninjs-schema_2.1.json.

Only what the warehouse knows is said: no place, no rights, no genre is made up. Authors are the
byline (`by`): `people` is who an item is about. A withdrawn article is an item of the status
"canceled" without content.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from wireroom.model.published import Record

Item = dict[str, Any]
_STANDARD = {
    "name": "ninjs",
    "version": "2.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json",
}
_URI_MARKS = "/:@!$'()*+,;=&?#[]%-._~"


def ninjs(record: Record) -> Item:
    """The item; keys without a value are left out."""
    start = {"uri": _uri(record), "type": "text", "standard": _STANDARD}
    if record["is_withdrawn"]:
        created = _instant(record["withdrawn_at"])
        return _filled(start | {"pubstatus": "canceled", "versioncreated": created})
    created_at = record["modified_at"] or record["published_at"] or record["first_seen_at"]
    return _filled(
        start
        | {
            "pubstatus": "usable",
            "representationtype": "full",
            "version": record["version_id"],
            "versioncreated": _instant(created_at),
            "firstcreated": _instant(record["published_at"]),
            "language": record["language"],
            "by": ", ".join(record["authors"]),
            "headlines": [{"role": "main", "value": record["title"]}],
            "bodies": [_body(record)],
            "subjects": _subjects(record),
            "infosources": [{"name": record["outlet"], "literal": record["outlet_id"]}],
            "altids": [{"role": "url", "value": record["url"]}],
            "associations": [_picture(image) for image in record["images"] if image["url"]],
        }
    )


def _uri(record: Record) -> str:
    return f"urn:x-wireroom:{quote(record['article_id'], safe=':')}"


def _body(record: Record) -> Item:
    return {
        "role": "main",
        "contenttype": "text/plain",
        "charcount": len(record["text"]),
        "wordcount": record["n_words"],
        "value": record["text"],
    }


def _subjects(record: Record) -> list[Item]:
    """Sections and tags as the outlet calls them, each once; `rel` says which it is."""
    named = [(name, "section") for name in record["sections"]]
    named += [(name, "tag") for name in record["tags"]]
    return [{"name": name, "rel": rel} for name, rel in dict.fromkeys(named)]


def _picture(image: Mapping[str, str]) -> Item:
    url = quote(image["url"], safe=_URI_MARKS)
    texts = [("caption", image["caption"]), ("alt", image["alt"])]
    return _filled(
        {
            "name": "picture",
            "uri": url,
            "type": "picture",
            "by": image["credit"],
            "descriptions": [{"role": role, "value": text} for role, text in texts if text],
            "renditions": [{"name": "original", "href": url}],
        }
    )


def _instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None


def _filled(item: Mapping[str, Any]) -> Item:
    return {key: value for key, value in item.items() if value not in (None, "", [])}
