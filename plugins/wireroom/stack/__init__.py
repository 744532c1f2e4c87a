"""A whole Airflow on loopback as processes of this machine, for `make demo` and `make up`.

Starts Airflow through its command line and talks to it over its REST API; never imports it.
"""
