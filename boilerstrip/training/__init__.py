"""Labelled pages → the scorer's weights, with figures by site-wise cross-validation.

Needs the extra ``boilerstrip[train]``; nothing here loads at run time.
"""
