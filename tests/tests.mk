# Targets of the tests; included by the Makefile.
include tests/artifacts/artifacts.mk
include tests/fixtures/fixtures.mk

.PHONY: check bench check-long fuzz
check: ## all tests a submission needs
	scripts/check
bench: all $(BUILD)/soatmay-fixture $(BUILD)/bench_bitlocker ## wall, CPU, memory and device reads of a whole inspection
	BUILD=$(BUILD) scripts/bench
$(BUILD)/bench_bitlocker: tests/bench/bench_bitlocker.c $(call libraries_from,disk)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $< -Wl,--start-group $(call libraries_from,disk) -Wl,--end-group $(PACKAGE_LIBS)

# Fuzz targets: tests/fuzz/fuzz_<what>.c, built by clang with libFuzzer; the floors up to artifact are instrumented too.
FUZZ := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_SOURCES := $(foreach f,base model disk decode,$(wildcard src/$(f)/*.c))
FUZZ_SECONDS ?= 60
$(BUILD)/fuzz/%: tests/fuzz/%.c $(FUZZ_SOURCES)
	@mkdir -p $(@D)
	$(Q)clang -std=gnu17 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DSOATMAY_SANITIZED -Isrc -g -O1 -fsanitize=fuzzer,address,undefined \
		-fno-sanitize-recover=undefined $(PACKAGE_CFLAGS) -o $@ $^ $(PACKAGE_LIBS)
fuzz: $(FUZZ) ## builds the fuzz targets
check-long: all $(BUILD)/soatmay-fixture fuzz ## everything: scripts/check, full damage, fuzzing
	scripts/check
	BUILD=$(BUILD) tests/system/test-damage long
	BUILD=$(BUILD) tests/system/test-image long
	scripts/fuzz $(FUZZ_SECONDS)

# The same targets without libFuzzer, over files: tests/system/test-fuzz-regress.
FUZZ_REGRESS := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz-regress/%,$(wildcard tests/fuzz/fuzz_*.c))
$(BUILD)/fuzz-objects/%.o: src/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(FUZZ_FLAGS) -c -o $@ $<
FUZZ_FLAGS := -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined -DSOATMAY_SANITIZED -U_FORTIFY_SOURCE -Wno-error
$(BUILD)/fuzz-regress/%: tests/fuzz/%.c tests/fuzz/runner.c $(patsubst src/%.c,$(BUILD)/fuzz-objects/%.o,$(FUZZ_SOURCES))
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu17 -D_GNU_SOURCE -Isrc -g $(FUZZ_FLAGS) -o $@ $^ $(PACKAGE_LIBS)
fuzz-regress: $(FUZZ_REGRESS)
