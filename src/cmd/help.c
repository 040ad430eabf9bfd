/* soatmay help: what the program does and what it is called with. */
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/diagnostic.h"

static const char general[] =
	"soatmay inspect [options] SOURCE...   kiểm tra ổ đĩa, ảnh đĩa, thư mục; in biên bản / inspect, print the report\n"
	"soatmay config check FILE             giải thích lỗi trong cauhinh.ini / explain every problem of a cauhinh.ini\n"
	"soatmay selftest                      tự kiểm tra / prove confinement, converters, a known hive and database\n"
	"soatmay help inspect                  các tùy chọn / the options\n"
	"soatmay --version\n";

static const char inspect[] =
	"soatmay inspect [options] SOURCE...\n"
	"SOURCE: a block device, a raw image (whole disk or one volume), or a folder with a Windows tree or loose hives. Never written to.\n"
	"  --mode=acceptance|in-use|before-repair|after-repair|forensic   which rule column judges (acceptance)\n"
	"  --config=FILE              the office's cauhinh.ini\n"
	"  --owner=ADDRESS=own|other  whose account this is (mode in-use); may be repeated\n"
	"  --lang=vi|en               language of the report (vi)\n"
	"  --format=text|json         what goes to standard output (text)\n"
	"  --output=DIR               also writes report.json, report.txt, SHA256SUMS\n"
	"  --mask=partial|none|count  how account names are shown (partial)\n"
	"  --now=TIME                 the clock the report prints, RFC 3339\n"
	"  --progress                 progress on standard error, also when it is no terminal\n"
	"  --allow-unconfined         go on where the kernel offers no confinement\n"
	"Exit: 0 pass, 1 fail, 2 inconclusive, 64 wrong usage, 66 source cannot be opened, 70 own failure.\n";

int cmd_help(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "inspect") == 0)
		fputs(inspect, stdout);
	else
		fputs(general, stdout);
	return STATUS_PASS;
}
