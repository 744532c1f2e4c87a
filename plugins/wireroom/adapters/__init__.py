"""The edges: each module speaks to one thing of the outside world behind a port."""
