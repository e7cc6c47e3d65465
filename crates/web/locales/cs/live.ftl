# Co otevřená stránka uslyší na konci.
live-signed-out = jste odhlášeni
live-not-yours = už to nesmíte vidět
