"""What klaster 2 plugs into the kernel: a pregnancy ends when the mother dies in a visit."""

from puskesmas.visits import movement

from .ending import hear_exit

movement.at_exit(hear_exit)
