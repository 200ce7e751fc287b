"""Tool results in words: one module per kind of result, all wording from `prompts/answers.yaml`."""
