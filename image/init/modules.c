/* Loads kernel modules: tables of depmod (modules.dep, modules.alias) and modules.always, made by image/pack-modules.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "init.h"

#define MODULES_MOST 512
#define ALIASES_MOST 16384

struct module { char *file; char *needs; bool tried; };
struct alias { char *pattern; size_t prefix; struct module *module; };

static char folder[PATH_BYTES];
static struct module modules[MODULES_MOST];
static struct alias aliases[ALIASES_MOST];
static size_t module_count, alias_count, failed;

size_t modules_failed(void)
{
	return failed;
}

static FILE *table_open(const char *name)
{
	char path[PATH_BYTES + NAME_BYTES];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return fopen(path, "re");
}

static struct module *module_find(const char *name)
{
	size_t length = strcspn(name, ".\n");
	for (size_t i = 0; i < module_count; i++) {
		if (strncmp(modules[i].file, name, length) == 0 && modules[i].file[length] == '.')
			return &modules[i];
	}
	return NULL;
}

static bool insert(const char *file)
{
	char path[PATH_BYTES + NAME_BYTES];
	snprintf(path, sizeof path, "%s/%s", folder, file);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	/* ENODEV: a driver that looked and found nothing to drive */
	bool ok = syscall(SYS_finit_module, fd, "", 0) == 0 || errno == EEXIST || errno == ENODEV;
	close(fd);
	return ok;
}

/* modules.dep names what a module needs, the deepest last. */
static void load(struct module *module)
{
	char *needs[64];
	size_t count = 0;
	if (!module || module->tried)
		return;
	module->tried = true;
	char *copy = strdup(module->needs), *rest = copy, *word;
	while (copy && count < 64 && (word = strsep(&rest, " "))) {
		if (*word)
			needs[count++] = word;
	}
	while (count > 0)
		load(module_find(needs[--count]));
	free(copy);
	if (!insert(module->file)) {
		failed++;
		fprintf(stderr, "init: %s: %s\n", module->file, strerror(errno));
	}
}

static bool read_needs(void)
{
	FILE *table = table_open("modules.dep");
	char *line = NULL;
	size_t size = 0;
	while (table && module_count < MODULES_MOST && getline(&line, &size, table) > 0) {
		line[strcspn(line, "\n")] = 0;
		char *colon = strchr(line, ':');
		if (!colon)
			continue;
		*colon = 0;
		modules[module_count++] = (struct module){ strdup(line), strdup(colon + 1), false };
	}
	free(line);
	if (table)
		fclose(table);
	return module_count > 0;
}

/* "alias PATTERN MODULE" */
static bool read_aliases(void)
{
	FILE *table = table_open("modules.alias");
	char *line = NULL, pattern[512], name[NAME_BYTES];
	size_t size = 0;
	while (table && alias_count < ALIASES_MOST && getline(&line, &size, table) > 0) {
		struct module *module;
		if (sscanf(line, "alias %511s %63s", pattern, name) == 2 && (module = module_find(name)))
			aliases[alias_count++] = (struct alias){ strdup(pattern), strcspn(pattern, "*?["), module };
	}
	free(line);
	if (table)
		fclose(table);
	return alias_count > 0;
}

bool modules_start(void)
{
	struct utsname kernel;
	if (uname(&kernel) != 0)
		return false;
	snprintf(folder, sizeof folder, "/lib/modules/%s", kernel.release);
	return read_needs() && read_aliases();
}

void modules_load_always(void)
{
	FILE *table = table_open("modules.always");
	char *line = NULL;
	size_t size = 0;
	while (table && getline(&line, &size, table) > 0)
		load(module_find(line));
	free(line);
	if (table)
		fclose(table);
}

void modules_load_for(const char *modalias)
{
	for (size_t i = 0; i < alias_count; i++) {
		const struct alias *alias = &aliases[i];
		if (!alias->module->tried && strncmp(alias->pattern, modalias, alias->prefix) == 0 &&
		    fnmatch(alias->pattern, modalias, 0) == 0)
			load(alias->module);
	}
}

static void load_for_folder(const char *bus_devices)
{
	DIR *devices = opendir(bus_devices);
	struct dirent *entry;
	char path[2 * PATH_BYTES], modalias[1024];
	while (devices && (entry = readdir(devices))) {
		snprintf(path, sizeof path, "%s/%s/modalias", bus_devices, entry->d_name);
		if (entry->d_name[0] != '.' && file_read(path, modalias, sizeof modalias))
			modules_load_for(modalias);
	}
	if (devices)
		closedir(devices);
}

void modules_coldplug(void)
{
	DIR *buses = opendir("/sys/bus");
	struct dirent *entry;
	char path[PATH_BYTES];
	while (buses && (entry = readdir(buses))) {
		if (entry->d_name[0] == '.' ||
		    snprintf(path, sizeof path, "/sys/bus/%s/devices", entry->d_name) >= (int)sizeof path)
			continue;
		load_for_folder(path);
	}
	if (buses)
		closedir(buses);
	load_for_folder("/sys/class/input");
}
