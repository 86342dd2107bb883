"""The panel that shows how often which values came."""
