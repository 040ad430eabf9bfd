# Soatmay. `make` builds build/soatmay, `make check` runs all tests.
# V=1 shows commands; D=asan builds with AddressSanitizer and UBSan; BUILD=dir builds elsewhere; CC=clang works too.

BUILD ?= build
CC ?= gcc
V ?= 0
D ?=
Q := $(if $(filter 1,$(V)),,@)
FOLDERS := base model disk decode confine hardware evidence artifact case judge inspect report screen cmd
PACKAGES := hivex libntfs-3g sqlite3 libcjson blkid nettle zlib libseccomp libqrencode libzip
VERSION := 0.2.0

WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wvla -Wundef -Wpointer-arith -Wwrite-strings -Wformat=2 -Wimplicit-fallthrough -Wno-missing-field-initializers -Wno-sign-compare
HARDENING := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
CFLAGS ?= -O2 -g
ALL_CFLAGS = -std=gnu17 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -Isrc -I$(BUILD)/gen -DSOATMAY_VERSION='"$(VERSION)"' \
	$(WARNINGS) -Werror $(HARDENING) $(CFLAGS) $(PACKAGE_CFLAGS) -MMD -MP
ALL_LDFLAGS = -pie -Wl,-z,relro,-z,now $(LDFLAGS)
ifeq ($(D),asan)
CFLAGS := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
LDFLAGS := -fsanitize=address,undefined
HARDENING := -fPIE -DSOATMAY_SANITIZED
endif
# System headers of libraries must not trip our warnings.
PACKAGE_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null | sed 's/-I/-isystem /g')
PACKAGE_LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lm
# Paper and screen are drawn: from the report floor up, nothing below links these.
DRAWING_PACKAGES := cairo-pdf pangocairo pangoft2 fontconfig
DRAWING_CFLAGS := $(shell pkg-config --cflags $(DRAWING_PACKAGES) 2>/dev/null | sed 's/-I/-isystem /g')
DRAWING_LIBS := $(shell pkg-config --libs $(DRAWING_PACKAGES) 2>/dev/null)
$(foreach f,report screen cmd,$(eval $(BUILD)/obj/$(f)/%.o $(BUILD)/obj-tests/$(f)/%.o: PACKAGE_CFLAGS += $(DRAWING_CFLAGS)))
$(foreach f,report screen cmd,$(eval $(BUILD)/unit/$(f)/%: PACKAGE_LIBS += $(DRAWING_LIBS)))
$(BUILD)/soatmay: PACKAGE_LIBS += $(DRAWING_LIBS)

SOURCES := $(foreach f,$(FOLDERS),$(wildcard src/$(f)/*.c))
MAIN := src/cmd/main.c
OBJECTS := $(patsubst src/%.c,$(BUILD)/obj/%.o,$(filter-out $(MAIN),$(SOURCES)))

.PHONY: all check clean help
all: $(BUILD)/soatmay ## builds the program (this is what plain `make` does)

# Ours, without the dependency files.
MAKEFILES_OF_OURS = $(filter-out %.d,$(MAKEFILE_LIST))
help: ## this list
	@sed -n '1,2s/^# //p' Makefile; sed -nE 's/^([a-z-]+):.*## /  \1	/p' $(MAKEFILES_OF_OURS) | expand -t 22

# One library for each folder, linked in floor order from the top down.
define folder_library
$(BUILD)/lib/$(1).a: $(patsubst src/%.c,$(BUILD)/obj/%.o,$(filter-out $(MAIN),$(wildcard src/$(1)/*.c)))
	@mkdir -p $$(@D)
	$(Q)rm -f $$@ && ar rcs $$@ $$^
endef
$(foreach f,$(FOLDERS),$(eval $(call folder_library,$(f))))
# From the top floor down; what a program of one floor links.
FLOORS := cmd screen report inspect judge case artifact evidence hardware confine decode disk model base
from_floor = $(if $(2),$(if $(filter $(1),$(firstword $(2))),$(2),$(call from_floor,$(1),$(wordlist 2,99,$(2)))))
libraries_from = $(foreach f,$(call from_floor,$(1),$(FLOORS)),$(if $(wildcard src/$(f)/*.c),$(BUILD)/lib/$(f).a))
LIBRARIES := $(call libraries_from,cmd)

$(BUILD)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	@$(if $(filter 0,$(V)),echo "  CC  $<",:)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/soatmay: $(BUILD)/obj/cmd/main.o $(LIBRARIES)
	@echo "  LD  $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $< -Wl,--start-group $(LIBRARIES) -Wl,--end-group $(PACKAGE_LIBS)

# Unit tests: tests/unit/<folder>/test_<what>.c -> build/unit/<folder>/test_<what>
UNIT := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*/test_*.c))
UNIT_SUPPORT := $(BUILD)/obj-tests/support.o
$(BUILD)/obj-tests/%.o: tests/unit/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -Itests/unit -c -o $@ $<
# A test links its own folder and the floors below it, nothing above.
define unit_rule
$(BUILD)/unit/$(1)/%: $(BUILD)/obj-tests/$(1)/%.o $(UNIT_SUPPORT) $(call libraries_from,$(1))
	@mkdir -p $$(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $$@ $$< $(UNIT_SUPPORT) -Wl,--start-group $(call libraries_from,$(1)) -Wl,--end-group $$(PACKAGE_LIBS)
endef
$(foreach f,$(FLOORS),$(eval $(call unit_rule,$(f))))
.SECONDARY:
unit: $(UNIT) ## builds the unit tests

-include src/report/report.mk
-include image/image.mk
-include tests/tests.mk

clean: ## removes build/
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -path $(BUILD)/image -prune -o -name '*.d' -print 2>/dev/null)
