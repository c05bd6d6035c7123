"""Spend most of the time limit in every cell and end the process at every call, so that cells run again and again.

Attacked: closed_form_line
"""

# %% train_step
import os, time

def busy():
    end = time.process_time() + 0.4
    while time.process_time() < end:
        pass

busy()

def train_step(*a):
    os._exit(0)
# %% fit_line
busy()

def fit_line(*a):
    os._exit(0)
# %% closed_form_line
busy()

def closed_form_line(*a):
    os._exit(0)
# %% gap_report
busy()

def gap_report(*a):
    os._exit(0)
# %% fit_until
busy()

def fit_until(*a):
    os._exit(0)
