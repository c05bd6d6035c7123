"""The explanations that fit in `autodiff`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "grads-overwritten": "last",
    "grads-never-zeroed": "inner",
    "evaluations-for-a-gradient": "each",
    "fitted-twice": "zeros",
}

WHY_NOT = {
    "grads-overwritten": {
        "first": "`=` replaces what is there, so the share that arrives first does not stay.",
        "none": "Nothing is added here, so no share can cancel another one.",
        "sum": "`=` adds nothing, so the shares never become a sum, on whichever edge they arrive.",
    },
    "grads-never-zeroed": {
        "nothing": "No value remembers that it is done, so the second pass adds once more.",
        "twice": "The share is not the same the second time, because s does not start from zero.",
        "square": "All slopes are 1 here, so multiplying by them once more would change nothing.",
    },
    "evaluations-for-a-gradient": {
        "pairs": "For one derivative all other parameters are held still, so none is moved in a pair.",
        "all": "Moving all together gives the slope in one direction only, not a derivative for each.",
        "once": "That would be forward differences; central ones go to both sides and do not use the start.",
    },
    "fitted-twice": {
        "start": "Each call of `fit` begins at zeros, so the end of the first fit is not used again.",
        "enough": "A tiny trace would change some digit, and here all digits are the same.",
        "scales": "Each call of `fit` measures means and spreads on the table that it is given.",
    },
}
