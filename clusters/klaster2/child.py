"""What klaster 2 records of children and of family planning."""

from clusters.registry import ExamKind

CHILD: tuple[ExamKind, ...] = ()
