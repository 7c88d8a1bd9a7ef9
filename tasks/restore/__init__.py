"""Texts whose letters were lost before they came here: what they are, and the Vietnamese that stands behind them."""
