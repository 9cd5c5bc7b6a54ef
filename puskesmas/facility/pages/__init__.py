"""The pages of a puskesmas' administrator: rooms and desks, services, people."""
