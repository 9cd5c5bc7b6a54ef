"""Records of klaster 4: notifiable cases and episodes of tuberculosis."""

from .case import CaseNotice, CaseStatus, Finding, Investigation, Response
from .tb import Regimen, TbCase, TbContact, TbOutcome, TbResult, TbTest

__all__ = [
    "CaseNotice",
    "CaseStatus",
    "Finding",
    "Investigation",
    "Regimen",
    "Response",
    "TbCase",
    "TbContact",
    "TbOutcome",
    "TbResult",
    "TbTest",
]
