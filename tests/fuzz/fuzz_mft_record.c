/* Fuzz entry: one $MFT record of any size, through fixups, attributes, names and facts. */
#include <stdlib.h>

#include "disk/mft_record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take_name(void *context, const struct mft_file_name *name)
{
	volatile uint8_t *sum = context;
	for (size_t i = 0; i < name->name.len; i++)
		*sum = (uint8_t)(*sum + name->name.data[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mft_record record;
	struct mft_facts facts;
	volatile uint8_t sum = 0;
	uint8_t *copy = malloc(size ? size : 1);
	if (!copy)
		return 0;
	memcpy(copy, data, size);
	if (mft_record_open(copy, size, &record) == MFT_RECORD_SOUND)
		mft_facts_read(&record, take_name, (void *)(uintptr_t)&sum, &facts);
	free(copy);
	return 0;
}
