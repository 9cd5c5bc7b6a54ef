"""An invented district to try Alur on."""
