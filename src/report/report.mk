# The message catalogue becomes a sorted table of the program.
$(BUILD)/gen/catalogue_table.h: src/report/messages.tsv scripts/make-catalogue
	@mkdir -p $(@D)
	$(Q)scripts/make-catalogue $< >$@.new && mv $@.new $@

$(BUILD)/obj/report/catalogue.o: $(BUILD)/gen/catalogue_table.h
