"""Claims: who was harmed, how many, where, when and who says so, each with the words it rests on."""

from dateline.claims.explanation import Explained, Explanation, explain_claims
from dateline.claims.extract import extract_claims
from dateline.claims.idmc import idmc_term

__all__ = ["Explained", "Explanation", "explain_claims", "extract_claims", "idmc_term"]
