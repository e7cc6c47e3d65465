# Was aus einem Text wurde, Zeile für Zeile.
diff-left-out = { $n ->
    [one] eine Zeile bleibt
   *[other] { $n } Zeilen bleiben
}
diff-removed = wird entfernt
