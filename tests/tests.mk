# Targets of the tests; included by the Makefile.
include tests/artifacts/artifacts.mk
