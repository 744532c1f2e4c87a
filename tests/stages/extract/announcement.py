"""An outlet's announcement of its other addresses, and the addresses it names."""

HOSTS = ("www.gazette.ir", "www.gazette.co.uk", "www.gazette.tv")
ONION = "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion"
SAYS = "Our website can also be accessed at the following alternate addresses:"
LINKS = " ".join(f'<a href="https://{host}/">{host}</a>' for host in HOSTS)
TOLD = f"<p>{SAYS} {LINKS}</p>"
PART = "Nobody on the quay had expected the tug to come in before the tide turned again. " * 4
