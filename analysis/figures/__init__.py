"""Figures of what each verb writes."""
