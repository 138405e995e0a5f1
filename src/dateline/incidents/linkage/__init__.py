"""Link accounts of one happening across articles, as probabilistic record linkage (Fellegi and Sunter 1969).

`blocking` finds accounts worth comparing, `comparisons` says on what level each detail of two accounts agrees, `weights` adds
up what the levels are worth and explains it, and `grouping` puts accounts together.
"""
