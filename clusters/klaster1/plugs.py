"""What klaster 1 plugs into the kernel: prices, the karcis at the counter, the open bill of one who leaves."""

from puskesmas.visits import movement, rendering

from .cashier import leave_bill_behind
from .karcis import charge
from .tariffs import price

rendering.register_pricer(price)
movement.at_exit(leave_bill_behind)
movement.at_counter(charge)
