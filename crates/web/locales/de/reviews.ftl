# Überprüfungen von eingeschlagenem Glas.
reviews-verdict = sagen Sie, ob es gerechtfertigt war
