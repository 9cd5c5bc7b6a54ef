"""What management offers the desk: the daftar tilik of the visit, so far."""

from clusters.registry import Cluster, register
from puskesmas.facility.places import Line

from .auditing import so_far

register(Cluster(Line.K1, "Klaster 1 Manajemen", tally=so_far))
