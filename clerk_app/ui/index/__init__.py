"""The screen of indicators: plots that are looked at, and the tables behind them."""
