/* Every cap on what a stranger's disk can make us do, each with its reason. */
#ifndef SOATMAY_BASE_LIMITS_H
#define SOATMAY_BASE_LIMITS_H

#define KIB ((uint64_t)1024)
#define MIB (1024 * KIB)
#define GIB (1024 * MIB)

/* Files: a real SOFTWARE hive reaches 200 MB; larger ones are refused, not cut. */
#define LIMIT_HIVE_BYTES     (1 * GIB)
#define LIMIT_DATABASE_BYTES (512 * MIB)
#define LIMIT_JSON_BYTES     (64 * MIB)  /* Preferences of 10 MB and more are seen */
#define LIMIT_TEXT_BYTES     (8 * MIB)   /* prefs.js, INI, logs */
#define LIMIT_CONFIG_BYTES   (1 * MIB)   /* cauhinh.ini; larger is refused with one line */

/* Structure: far above what Windows writes, low enough to end. */
#define LIMIT_HIVE_DEPTH     512         /* Windows allows 512 levels of keys */
#define LIMIT_HIVE_SUBKEYS   500000      /* below one key */
#define LIMIT_HIVE_VALUES    110000      /* below one key: the bound of libhivex */
#define LIMIT_HIVE_VALUE_BYTES (8 * MIB) /* one value: the bound of libhivex */
#define LIMIT_JSON_DEPTH     200         /* browsers nest below 20 */
#define LIMIT_JSON_VALUES    2000000     /* a 10 MB Preferences holds about 300,000; each costs 64 bytes and more */
#define LIMIT_BROWSER_ACCOUNTS 256       /* of one browser profile; people have below ten */
#define LIMIT_DATABASE_ROWS  1000000     /* rows read from one table */
#define LIMIT_DATABASE_TABLES 4096       /* places.sqlite and History have below 40 */
#define LIMIT_DATABASE_VALUE_BYTES (16 * MIB) /* one row or value: icons reach 1 MB */
#define LIMIT_DATABASE_HEAP_BYTES  (256 * MIB) /* SQLite's own memory */
/* virtual machine steps of one statement: some 10 s; a million rows take 50,000,000 */
#define LIMIT_DATABASE_STEPS 500000000
#define LIMIT_DATABASE_FULL_CHECK_BYTES (64 * MIB) /* above, indexes are not compared with their tables: too slow */
#define LIMIT_PATH_BYTES     (32 * KIB)  /* NT paths: 32767 UTF-16 units */
#define LIMIT_PATH_DEPTH     256
#define LIMIT_MFT_RECORDS    16000000    /* 16 GB of $MFT: more than any office PC */
#define LIMIT_DIRECTORY_BYTES (256 * MIB) /* index of one directory: two million names */
#define LIMIT_VOLUMES        128
#define LIMIT_PROTECTORS     64          /* of one BitLocker volume; 12 seen */
#define LIMIT_KEY_DERIVATIONS 96         /* of one source: 0.13 s each, 1 s without SHA instructions */
#define LIMIT_SYSTEMS        16
#define LIMIT_SUBJECTS       4096        /* users and browser profiles of one source */
#define LIMIT_EVIDENCE_FILES 65536
#define LIMIT_LINKS          16384       /* junctions and symbolic links of one volume; compared with one another */
#define LIMIT_DELETED_FILES  256         /* told of one subject: traces, of which the first say enough */
#define LIMIT_GLOB_MATCHES   4096        /* files for one want of one subject */

/* Text that leaves a worker: a longer one is cut with a visible mark. */
#define LIMIT_FACT_TEXT_BYTES (4 * KIB)
#define LIMIT_FACT_LINE_BYTES (64 * KIB)
#define LIMIT_FACTS_PER_RUN   200000

/* Processes. Time is the wall clock of one artifact run, on the slowest machine we care for. */
#define LIMIT_ARTIFACT_SECONDS 60
#define LIMIT_READER_SECONDS   900       /* one answer of the reader: failing disks retry for minutes */
#define LIMIT_WORKER_BYTES     (1536 * MIB)
#define LIMIT_READER_DESCRIPTORS 512      /* folders that are open on the way down, memfds on their way out */
#define LIMIT_REPAIR_BYTES     (64 * MIB)  /* what a log may add to a hive */
#define LIMIT_WORKER_DESCRIPTORS 48       /* two for each hive that is open */
#define LIMIT_RUN_BYTES        (64 * MIB)  /* packets of one artifact run: 200,000 services would fit */
#define LIMIT_RUN_PACKETS      20000
#define LIMIT_READER_BYTES     (4 * GIB)
#define LIMIT_ARENA_BYTES      (512 * MIB) /* one artifact run */
#define LIMIT_REPORT_BYTES     (1 * GIB)   /* texts of one report: 200,000 facts of 4 KiB at the very most */

#endif
