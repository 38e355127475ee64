"""In the wheel this folder is the package `runbinder.theme`, by which MkDocs finds the theme."""
