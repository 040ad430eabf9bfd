# The live image: `make image`. KERNEL=backports takes the newer kernel, RELEASE=1 refuses anything but the locked
# packages.
.PHONY: image image-lock
KERNEL ?= stable
RELEASE ?=
IMAGE_CACHE ?= $(if $(XDG_CACHE_HOME),$(XDG_CACHE_HOME),$(HOME)/.cache)/soatmay
IMAGE := $(BUILD)/image
IMAGE_LOCK := image/packages.lock
IMAGE_LEVEL := 19
IMAGE_EPOCH := $(shell awk '$$1 == "epoch" { print $$2 }' $(IMAGE_LOCK) 2>/dev/null)
IMAGE_KERNEL_KIND := $(if $(filter backports,$(KERNEL)),kernel-backports,kernel)
IMAGE_FETCH := LOCK=$(IMAGE_LOCK) CACHE=$(IMAGE_CACHE) KERNEL=$(KERNEL) image/fetch

INIT := $(patsubst image/init/%.c,$(BUILD)/obj-init/%.o,$(wildcard image/init/*.c))
$(BUILD)/obj-init/%.o: image/init/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<
$(BUILD)/init: $(INIT)
	@echo "  LD  $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^

# Unit tests of init: everything of it but main().
$(BUILD)/obj-tests/image/%.o: ALL_CFLAGS += -Iimage/init
$(BUILD)/unit/image/%: $(BUILD)/obj-tests/image/%.o $(UNIT_SUPPORT) $(filter-out %/main.o,$(INIT)) $(BUILD)/lib/base.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^

# A change of kernel or lock unpacks the packages again: the file kernel-KERNEL says which kernel lies there.
.PHONY: image-other-kernel
$(IMAGE)/packages.boot: image/fetch $(IMAGE_LOCK) $(if $(wildcard $(IMAGE)/kernel-$(KERNEL)),,image-other-kernel)
	$(Q)rm -f $(IMAGE)/kernel-stable $(IMAGE)/kernel-backports
	$(Q)$(IMAGE_FETCH) $(IMAGE)
	$(Q)touch $(IMAGE)/kernel-$(KERNEL)
$(IMAGE)/initrd.zst: image/initramfs image/pack-modules image/modules $(IMAGE)/packages.boot $(BUILD)/soatmay $(BUILD)/init
	@echo "  INITRD $@"
	$(Q)IMAGE_LEVEL=$(IMAGE_LEVEL) image/initramfs $(IMAGE) $(BUILD)/soatmay $(BUILD)/init $(IMAGE_EPOCH)
$(IMAGE)/packages: $(IMAGE)/initrd.zst image/host-packages
	$(Q)(cat $(IMAGE)/packages.boot && CC=$(CC) image/host-packages $(IMAGE)/host-files) | LC_ALL=C sort >$@.tmp && mv $@.tmp $@

$(IMAGE)/papers/drawn: image/papers $(IMAGE)/packages.boot $(BUILD)/soatmay
	$(Q)image/papers $(IMAGE) $(BUILD)/soatmay $(IMAGE_EPOCH)

image: $(IMAGE)/packages $(IMAGE)/papers/drawn image/iso image/grub.cfg image/SOATMAY.TXT image/finish ## build/soatmay.iso, the live image (needs scripts/install-packages image)
	$(Q)KIND=$(IMAGE_KERNEL_KIND) LOCK=$(IMAGE_LOCK) RELEASE=$(RELEASE) image/finish $(IMAGE) $(IMAGE_EPOCH) $(BUILD)

image-lock: ## writes image/packages.lock anew: the newest signed packages and those of this machine
	$(Q)image/make-lock $(IMAGE_LOCK) $(IMAGE_CACHE) $(MAKE) $(BUILD)

.PHONY: bench-image
bench-image: image $(BUILD)/soatmay-fixture ## seconds from power-on to the first page and the verdict, sizes by component
	BUILD=$(BUILD) CC=$(CC) scripts/bench-image
