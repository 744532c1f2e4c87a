"""The wire room: news outlets' feeds and mirrors in, warehouse rows out.

The library knows nothing of Airflow. Its rooms are named in README.md, its decisions in `adr/`.
"""
