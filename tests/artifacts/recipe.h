/* Fixture recipes in artifact tests: built by soatmay-fixture into a folder of their own, taken into the harness, removed. */
#ifndef SOATMAY_TESTS_RECIPE_H
#define SOATMAY_TESTS_RECIPE_H

#include "harness.h"

/* `recipe` is a path below tests/; `below` the subject's folder inside ("" = the system, "Users/vanphong").
 * The test fails when it cannot be built. */
void harness_add_recipe(struct harness *harness, const char *recipe, const char *below);

#endif
