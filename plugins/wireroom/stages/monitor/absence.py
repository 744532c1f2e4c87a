"""What hosts' failures say of a page that was filed: whether it is not there any more."""

from collections.abc import Collection, Iterable

from wireroom.model import Failed, Reason
from wireroom.stages.monitor.reasons import HOST_WIDE

_GONE = frozenset({404, 410})  # RFC 9110, 15.5.5 and 15.5.11; 403 and 451 are blocks
# A host that answers so says nothing of the page; any other answer says that something is there.
_MUTE: frozenset[Reason] = HOST_WIDE | {
    Reason.HTTP_4XX, Reason.HTTP_5XX, Reason.NO_HOST_NOW, Reason.NO_ROUTE, Reason.BAD_URL,
}  # fmt: skip


def absent_on(
    failures: Iterable[tuple[str, Failed]], *, served_by: Collection[str]
) -> tuple[str, ...]:
    """The hosts that had served the page and say that it is not there, by name.

    None where another host says anything else of the page than that. A host that never served it
    says nothing by lacking it: a mirror may be behind.
    """
    told = list(failures)
    if any(failed.reason not in _MUTE for _, failed in told):
        return ()
    return tuple(
        sorted(
            host
            for host, failed in told
            if failed.reason is Reason.HTTP_4XX and failed.status in _GONE and host in served_by
        )
    )
