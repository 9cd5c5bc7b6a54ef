"""What klaster 2 records of mothers: the pregnancy, each contact before the birth, its end, and the weeks after."""

from clusters.registry import ExamKind

MOTHER: tuple[ExamKind, ...] = ()
