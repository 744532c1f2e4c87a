"""An outlet's template: learned by a command from pages read the long way, then read by.

Nothing here is learned while articles are filed (adr/0009).
"""

from wireroom.stages.extract.template.learning import Observation
from wireroom.stages.extract.template.lessons import Lesson, lesson
from wireroom.stages.extract.template.observing import observe

__all__ = ["Lesson", "Observation", "lesson", "observe"]
