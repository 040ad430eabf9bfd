/* Runs the fixture builder (recipe.h). */
#include "recipe.h"

#include <stdlib.h>

static int shell(struct harness *harness, struct str command)
{
	return system(str_to_c(&harness->arena, command));
}

void harness_add_recipe(struct harness *harness, const char *recipe, const char *below)
{
	char folder[] = "/tmp/soatmay-recipe-XXXXXX";
	if (!mkdtemp(folder)) {
		CHECK(false && "a folder for the recipe");
		return;
	}
	struct str build = str_format(&harness->arena, "ASAN_OPTIONS=detect_leaks=0 '%s' folder 'tests/%s' '%s/tree' >/dev/null", SOATMAY_FIXTURE, recipe, folder);
	CHECK_INT(shell(harness, build), 0);
	struct str subject = str_format(&harness->arena, "%s/tree/%s", folder, below);
	CHECK(harness_add_folder(harness, str_to_c(&harness->arena, subject)));
	CHECK_INT(shell(harness, str_format(&harness->arena, "rm -rf '%s'", folder)), 0);
}
