"""Drugs, the stock of them, and the prescriptions they are given on."""

from .drug import Drug, Form, LabelKind, Route
from .item import Allocation, Meal, PrescriptionItem
from .prescription import Identifier, Prescription, PrescriptionCounter, PrescriptionState
from .review import Review
from .stock import FundSource, MoveKind, StockBatch, StockMove

__all__ = [
    "Allocation",
    "Drug",
    "Form",
    "FundSource",
    "Identifier",
    "LabelKind",
    "Meal",
    "MoveKind",
    "Prescription",
    "PrescriptionCounter",
    "PrescriptionItem",
    "PrescriptionState",
    "Review",
    "Route",
    "StockBatch",
    "StockMove",
]
