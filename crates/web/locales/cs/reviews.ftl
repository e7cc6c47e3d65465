# Přezkumy rozbitého skla.
reviews-verdict = řekněte, zda to bylo oprávněné
