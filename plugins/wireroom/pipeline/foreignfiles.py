"""Where a foreign file lies: on this machine, or on the web, from where it is brought whole first.

A file is brought under a draft's name and goes on where it was cut off; a local one touches no
network.
"""

from pathlib import Path
from urllib.parse import urlsplit

import urllib3

from wireroom.adapters.foreignwarc import ForeignFile
from wireroom.errors import BadInputError, WebUnavailableError
from wireroom.model import digest_of
from wireroom.pipeline.progress import Progress, silent
from wireroom.settings import Settings

_PIECE = 1 << 20
_OK, _PARTIAL, _RANGE_OVER = 200, 206, 416
_WAITS = urllib3.Timeout(connect=20.0, read=60.0)


def fetched_source(settings: Settings, text: str, *, progress: Progress = silent) -> ForeignFile:
    """The file that a path or an http(s) URL names.

    Raises BadInputError where there is none, WebUnavailableError where the web breaks off.
    """
    if "://" not in text:
        return ForeignFile(Path(text))
    parts = urlsplit(text)
    name = Path(parts.path).name
    if parts.scheme not in ("http", "https") or not name:
        raise BadInputError(
            text, "is no path and no http(s) address of a file", "download it first"
        )
    folder = settings.home / "imports" / digest_of(text).removeprefix("sha256:")[:16]
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _bring(settings, text, path, progress)
    return ForeignFile(path)


def _bring(settings: Settings, url: str, path: Path, progress: Progress) -> None:
    draft = path.with_name(f".{path.name}.draft")
    start = draft.stat().st_size if draft.exists() else 0
    bundle = str(settings.ca_bundle) if settings.ca_bundle else None
    headers = {"User-Agent": settings.user_agent, "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    try:
        with urllib3.PoolManager(ca_certs=bundle, timeout=_WAITS) as pool:
            reply = pool.request("GET", url, headers=headers, preload_content=False)
            _write(reply, draft, start, url, progress)
    except urllib3.exceptions.HTTPError as error:
        raise WebUnavailableError(
            f"{url} broke off ({error}); run the command again, it goes on where it stopped"
        ) from error
    draft.replace(path)


def _write(
    reply: urllib3.BaseHTTPResponse, draft: Path, start: int, url: str, progress: Progress
) -> None:
    if reply.status == _RANGE_OVER and start:
        return
    if reply.status not in (_OK, _PARTIAL):
        raise BadInputError(url, f"answers {reply.status}", "check the address, or download it")
    at = start if reply.status == _PARTIAL else 0
    length = reply.headers.get("Content-Length", "")
    n_total = at + int(length) if length.isdigit() else None
    with draft.open("ab" if at else "wb") as out:
        for piece in reply.stream(_PIECE):
            at += out.write(piece)
            progress("download", at, n_total)
