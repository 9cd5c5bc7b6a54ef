"""Tariffs, receipts and the auditor's answers."""

from .override import Answer, CheckOverride
from .payment import Method, Payment, ReceiptCounter, ShiftClosing
from .tariff import Tariff

__all__ = [
    "Answer",
    "CheckOverride",
    "Method",
    "Payment",
    "ReceiptCounter",
    "ShiftClosing",
    "Tariff",
]
