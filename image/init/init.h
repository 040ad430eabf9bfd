/* The first process of the live image: what its parts offer one another. Runs as root, parses no byte of a suspect disk
 * but the 34 KB in which the boot medium is recognised; everything else is the work of `soatmay live`, which gives its
 * rights up (docs/live.md). */
#ifndef INIT_H
#define INIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define NAME_BYTES 64	 /* kernel names of block devices, with room */
#define PATH_BYTES 512	 /* paths under /sys, /dev and of ours */
#define DISKS_MOST 64 /* more are set read-only as well, but not listed: that is said, and no machine passes */

/* files.c: small files as text. */
bool file_read(const char *path, char *text, size_t size); /* first line, without its end; false when unreadable */
bool file_write_all(int fd, const void *bytes, size_t length);
bool kernel_argument(const char *name, char *value, size_t size); /* value of NAME=VALUE on the kernel's command line */

/* console.c: screen and serial line. Text is UTF-8. */
void console_start(void); /* after /dev and /sys are there; again when someone else had the screen */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));   /* a line on every console */
void say_serial(const char *text);		  /* a line on the serial consoles and in the kernel's log */
void console_wait_key(void);			  /* returns when a key was pressed on the screen's keyboard */

/* font.c: a console font with the Vietnamese letters. */
bool font_load(int screen);

/* mounts.c */
bool mounts_make(void);

/* modules.c: kernel modules by name and by the name a device gives (modalias). */
bool modules_start(void);
void modules_load_always(void);
void modules_load_for(const char *modalias);
void modules_coldplug(void);			/* for every device that is there already */
size_t modules_failed(void);

/* events.c: the kernel's messages about devices. */
bool events_open(void);
int events_descriptor(void);
void events_take(void); /* loads modules, sets new disks read-only; returns when none is waiting */
void events_settle(void);			/* waits until no disk has come for a while (slow USB) */

/* disks.c: block devices that can hold data, read-only from their first moment. */
struct counters { uint64_t writes, sectors, discards, flushes; };
struct disk {
	char name[NAME_BYTES];
	char model[NAME_BYTES];
	char serial[NAME_BYTES];
	unsigned char table_id[20];		/* of MBR and GPT; zeros: none */
	char port[PATH_BYTES];			/* where it is plugged in: path of the device, without what is counted up */
	uint64_t sequence;			/* the kernel's number of this appearance; 0: unknown */
	char bus[NAME_BYTES];
	uint64_t bytes;
	struct counters before, after;
	bool medium;				/* the stick or disc we started from */
	bool inspected;				/* named to the wizard, or one like it: never mounted */
	bool portable;				/* as identity_is_portable said while it was there */
	bool slot;				/* takes cards or cartridges: no size is no defect */
	bool listed;				/* named to the wizard, as the medium or with a size */
	bool late;				/* came, or got its size, after the disks were named; for good */
	bool empty;				/* showed no size when the disks were named or later; for good */
	bool left;				/* seen, and gone before the disks were named; for good */
	bool gone;
	bool was_writable;			/* found writable after it had been set read-only */
};
struct disks {
	struct disk items[DISKS_MOST];
	size_t count;
	bool named;				/* the wizard has asked which there are */
	char beyond[NAME_BYTES];		/* the first for which there was no room; empty: none */
};
extern struct disks disks;
void disks_scan(void); /* every disk of /sys/block and its partitions: listed once, set read-only */
void disks_protect(const char *name);		/* one device that has just come or changed */
bool disks_check(void);				/* all still read-only? sets was_writable; takes the counters */
void disks_need_no_flush(void);			/* before the power goes off: everything is written, also on the stick */
void disks_removed(const char *name);
/* Room for a new one, if need be that of a disk that went and about which nothing is to be said; NULL: there is none, and
 * that is kept in mind. */
struct disk *disks_entry(const char *name);
struct disk *disks_find(const char *name);	/* one that is there */
#define USER_ID 1000				/* whom the wizard becomes; disks are readable for the group */
#define GROUP_ID 1000
bool device_set_read_only(const char *name, bool on);
bool device_read(const char *name, off_t offset, void *bytes, size_t length); /* false unless all of it was read */
bool disk_partitions(const char *disk, char (*names)[NAME_BYTES], size_t most, size_t *ret_count);

/* identity.c: which device it is. */
void identity_read(struct disk *disk); /* serial number, partition table; sets inspected for one that came back */
bool identity_is_portable(const struct disk *disk); /* USB or SD card: may be what we came from */
/* May `now` be what `before` was? Only what cannot be is false: in doubt a disk stays inspected. */
bool identity_may_be(const struct disk *before, const struct disk *now);
/* Once the disks are named: keeps in mind which disk was late or empty, whatever becomes of it. */
void identity_note(struct disk *disk);
/* When the disks are named: keeps in mind a disk of the PC that has gone, and is none of them. */
void identity_note_gone(struct disk *disk);
uint64_t identity_sequence(const char *name);
void identity_port(const char *link, char *port, size_t size); /* of where /sys/block/NAME leads */

/* medium.c: which disk we came from, and where reports go on it. */
struct medium {
	char disk[NAME_BYTES];			/* empty: not found, or more than one looks like it */
	char partition[NAME_BYTES];		/* the report partition; empty: none */
	size_t candidates;
	bool wanted;				/* the boot loader said which it was */
};
extern struct medium medium;
void medium_find(void);
bool medium_is_there(void);		/* what was found still carries identity and report partition */
enum file_system { NO_FAT, FAT, EXFAT };
enum file_system medium_file_system(const char *name);

/* stick.c: the one partition that is written to while a report is saved. */
#define STICK "/run/stick"
#define CONFIG "/run/cauhinh.ini"
struct stick_answer { const char *word; char text[PATH_BYTES]; uint64_t free_bytes, bytes; };
void stick_copy_config(void);			/* cauhinh.ini of our own report partition to CONFIG, if there is one */
bool stick_mount(const char *name, struct stick_answer *ret);	/* NULL: our own; otherwise one that stick_is_other() */
bool stick_look(struct stick_answer *ret); /* our own, mounted read-only: earlier reports; stick_unmount() ends it */
bool stick_unmount(struct stick_answer *ret);
bool stick_is_open(const char *name); /* mounted for writing, or its disk */
bool stick_is_other(const struct disk *disk,
                    const char *partition); /* FAT or exFAT on a USB disk that is not inspected */

/* answers.c: what the wizard asks (docs/live.md); ANSWER has ANSWER_BYTES. */
#define ANSWER_BYTES 65536
void answer_request(const char *request, char *answer);

/* session.c: starts the wizard, answers it, speaks when it has failed. */
void session_run(void);

#endif
