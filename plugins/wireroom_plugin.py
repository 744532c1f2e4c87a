"""What wireroom adds to Airflow itself: its name in the list of plugins, and nothing else yet.

The only file beside dags/ that imports Airflow. The library next to it is kept from Airflow's
plugin loader by `.airflowignore`.
"""

from airflow.plugins_manager import AirflowPlugin


class WireroomPlugin(AirflowPlugin):
    """The entry Airflow shows under Admin > Plugins."""

    name = "wireroom"
