"""The pages of management: the cashier, receipts, shifts, tariffs and the daftar tilik."""
