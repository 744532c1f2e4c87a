"""What holds for every test: property tests keep no clock, as machines share their cores."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "wireroom", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("wireroom")
