"""What the rooms across clusters plug into the kernel: a bed is free once its patient has left the building."""

from puskesmas.visits import movement

from .beds import free_at_exit

movement.at_exit(free_at_exit)
