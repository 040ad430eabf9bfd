# Artifact tests: tests/artifacts/test_<what>.c -> $(BUILD)/artifacts/test_<what>, with the harness and the floors up to artifact.
ARTIFACT_TESTS := $(patsubst tests/artifacts/%.c,$(BUILD)/artifacts/%,$(wildcard tests/artifacts/test_*.c))
ARTIFACT_SUPPORT := $(BUILD)/obj-artifacts/harness.o $(BUILD)/obj-artifacts/truth.o $(BUILD)/obj-artifacts/recipe.o \
	$(UNIT_SUPPORT)

$(BUILD)/obj-artifacts/%.o: tests/artifacts/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -Itests/unit -Itests/artifacts -DSOATMAY_FIXTURE='"$(BUILD)/soatmay-fixture"' -c -o $@ $<

$(BUILD)/artifacts/%: $(BUILD)/obj-artifacts/%.o $(ARTIFACT_SUPPORT) $(call libraries_from,artifact) | $(BUILD)/soatmay-fixture
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $< $(ARTIFACT_SUPPORT) -Wl,--start-group $(call libraries_from,artifact) -Wl,--end-group $(PACKAGE_LIBS)

.PHONY: artifact-tests
artifact-tests: $(ARTIFACT_TESTS) ## builds the artifact tests
