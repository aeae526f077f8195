"""Bring a firm's register of personal-income-tax clients in line with its CRM."""

__version__ = "0.1.0"
