"""What charts of other things than time have in common: axes, crosshair, legend, and the controls in the head."""
