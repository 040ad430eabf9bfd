/* Landlock and seccomp for the two roles. Kernel documentation: userspace-api/landlock, seccomp(2).
 * The filter kills by default, so a parser that was taken over ends instead of trying further. */
#include "confine/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/blkzoned.h>
#include <linux/cdrom.h>
#include <linux/fd.h>
#include <linux/fs.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Rights of Landlock ABI 1 (Linux 5.13), all that Debian 12's header knows; later ABIs only add. */
#define FILE_RIGHTS                                                                                    \
	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE |   \
	 LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | \
	 LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |    \
	 LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | \
	 LANDLOCK_ACCESS_FS_MAKE_SYM)

/* Both roles: memory, own descriptors, clock, end. */
static const int shared_calls[] = {
	SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(readv), SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(fstat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(write), SCMP_SYS(pwrite64), SCMP_SYS(ftruncate), SCMP_SYS(dup), SCMP_SYS(memfd_create), SCMP_SYS(mmap),
	SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(sendmsg),
	SCMP_SYS(recvmsg),
	SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(getrandom), SCMP_SYS(getpid), SCMP_SYS(gettid),
	SCMP_SYS(futex),
	SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigaction), SCMP_SYS(restart_syscall), SCMP_SYS(exit),
	SCMP_SYS(exit_group), SCMP_SYS(geteuid), SCMP_SYS(getuid),
#ifdef SOATMAY_SANITIZED /* AddressSanitizer asks and reports through these */
	SCMP_SYS(sigaltstack), SCMP_SYS(readlink), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(getppid),
	SCMP_SYS(prctl), SCMP_SYS(getrlimit), SCMP_SYS(prlimit64), SCMP_SYS(clock_nanosleep), SCMP_SYS(access), SCMP_SYS(stat),
#endif
};
/* Answered with an error instead of death: libraries ask and live without. */
static const struct { int call, error; } refused_calls[] = {
	{ SCMP_SYS(access), ENOENT }, { SCMP_SYS(readlink), ENOENT }, { SCMP_SYS(stat), ENOENT }, { SCMP_SYS(lstat), ENOENT },
	{ SCMP_SYS(statfs), ENOENT }, { SCMP_SYS(uname), EPERM },     { SCMP_SYS(sysinfo), EPERM },
	{ SCMP_SYS(fdatasync), EPERM },
};
static const int reader_calls[] =
	{ SCMP_SYS(getdents64), SCMP_SYS(readlinkat), SCMP_SYS(fadvise64), SCMP_SYS(dup3), SCMP_SYS(fstatfs) };
static const unsigned long reader_questions[] = { BLKGETSIZE64, BLKSSZGET, BLKPBSZGET, BLKROGET, BLKGETSIZE };

static int landlock_create(const struct landlock_ruleset_attr *attr, size_t size, uint32_t flags)
{
	return (int)syscall(SYS_landlock_create_ruleset, attr, size, flags);
}

static enum err enter_landlock(const int *folders, size_t count)
{
	struct landlock_ruleset_attr attr = { .handled_access_fs = FILE_RIGHTS };
	int ruleset = landlock_create(&attr, sizeof attr, 0);
	if (ruleset < 0)
		return ERR_UNSUPPORTED;
	enum err e = OK;
	for (size_t i = 0; i < count && e == OK; i++) {
		struct landlock_path_beneath_attr beneath = {
			.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
			.parent_fd = folders[i],
		};
		if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) != 0)
			e = ERR_DENIED;
	}
	if (e == OK && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
		e = ERR_DENIED;
	close(ruleset);
	return e;
}

/* Without Landlock: a root that holds nothing. Descriptors opened before keep working; `/proc` is gone, so memfds are
 * passed otherwise. */
static enum err enter_empty_root(void)
{
	if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0 && unshare(CLONE_NEWNS) != 0)
		return ERR_UNSUPPORTED;
	if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "size=4k,mode=0500") != 0 || chdir("/tmp") != 0)
		return ERR_UNSUPPORTED;
	/* hivex opens its memfd through /proc/self/fd: keep a proc in which there is nothing else to read. */
	if (mkdirat(AT_FDCWD, "proc", 0500) != 0 || mount("/proc", "proc", NULL, MS_BIND | MS_REC, NULL) != 0 ||
	    chroot(".") != 0 || chdir("/") != 0)
		return ERR_UNSUPPORTED;
	return OK;
}

static bool allow(scmp_filter_ctx filter, const int *calls, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) != 0)
			return false;
	}
	return true;
}

static bool allow_read_only_open(scmp_filter_ctx filter)
{
	const uint64_t writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);
	return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, writing, 0)) == 0 &&
	       seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, writing, 0)) == 0;
}

/* No F_SETOWN, F_SETSIG, F_NOTIFY: with them a descriptor sends signals to any process. */
static bool allow_descriptor_flags(scmp_filter_ctx filter)
{
	static const unsigned long commands[] = { F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC, F_ADD_SEALS, F_GET_SEALS };
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, SCMP_A1(SCMP_CMP_EQ, commands[i])) != 0)
			return false;
	}
	return true;
}

static bool refuse_politely(scmp_filter_ctx filter)
{
	for (size_t i = 0; i < sizeof refused_calls / sizeof *refused_calls; i++) {
		/* A call that is allowed above already (sanitizer) stays allowed. */
		int result = seccomp_rule_add(filter, SCMP_ACT_ERRNO((uint32_t)refused_calls[i].error), refused_calls[i].call, 0);
		if (result != 0 && result != -EEXIST)
			return false;
	}
	return true;
}

/* The kernel takes 32 bits of it; libraries also pass it as a negative number. */
static struct scmp_arg_cmp command(unsigned long question)
{
	return SCMP_A1(SCMP_CMP_MASKED_EQ, UINT32_MAX, question);
}

static bool allow_reader(scmp_filter_ctx filter)
{
	if (!allow(filter, reader_calls, sizeof reader_calls / sizeof *reader_calls))
		return false;
	for (size_t i = 0; i < sizeof reader_questions / sizeof *reader_questions; i++) {
		if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, command(reader_questions[i])) != 0)
			return false;
	}
	return true;
}

/* Questions of libraries that are answered with "not that kind of device": isatty(), and what libblkid asks of
 * floppies, CD drives, zoned and self-encrypting disks. Any other ioctl kills. */
static bool answer_no(scmp_filter_ctx filter)
{
	static const unsigned long questions[] = {
		0x5401 /* TCGETS */, FDGETFDCSTAT, CDROM_GET_CAPABILITY, CDROM_DRIVE_STATUS, CDROM_LAST_WRITTEN, BLKGETZONESZ,
		_IOR('p', 236, uint64_t) /* IOC_OPAL_GET_STATUS: a struct of two words */, BLKIOMIN, BLKIOOPT, BLKALIGNOFF,
		BLKBSZGET, _IOR(0x12, 128, uint64_t) /* BLKGETDISKSEQ */, /* libblkid of Debian 13 */
	};
	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
		if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOTTY), SCMP_SYS(ioctl), 1, command(questions[i])) != 0)
			return false;
	}
	return true;
}

static bool fill(scmp_filter_ctx filter, enum sandbox_role role)
{
	return seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0 &&
	       allow(filter, shared_calls, sizeof shared_calls / sizeof *shared_calls) && allow_read_only_open(filter) &&
	       allow_descriptor_flags(filter) && answer_no(filter) && refuse_politely(filter) &&
	       (role != SANDBOX_READER || allow_reader(filter));
}

/* The filter of a role as the kernel takes it; built once, children inherit it. */
static struct sock_fprog programs[2];

static enum err build(enum sandbox_role role)
{
	struct sock_fprog *program = &programs[role];
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int fd = memfd_create("filter", MFD_CLOEXEC);
	enum err e = ERR_DENIED;
	off_t size = 0;
	if (filter && fd >= 0 && fill(filter, role) && seccomp_export_bpf(filter, fd) == 0 &&
	    (size = lseek(fd, 0, SEEK_END)) > 0) {
		program->filter = malloc((size_t)size);
		program->len = (unsigned short)((size_t)size / sizeof *program->filter);
		if (program->filter && pread(fd, program->filter, (size_t)size, 0) == size)
			e = OK;
	}
	if (fd >= 0)
		close(fd);
	if (filter)
		seccomp_release(filter);
	if (e != OK)
		program->len = 0;
	return e;
}

enum err sandbox_prepare(void)
{
	for (enum sandbox_role role = SANDBOX_WORKER; role <= SANDBOX_READER; role++) {
		if (programs[role].len == 0 && build(role) != OK)
			return ERR_DENIED;
	}
	return OK;
}

static enum err enter_seccomp(enum sandbox_role role)
{
	if (programs[role].len == 0 && build(role) != OK)
		return ERR_DENIED;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &programs[role]) == 0 ? OK : ERR_DENIED;
}

enum sandbox_paths sandbox_probe(void)
{
	if (landlock_create(NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) >= 1)
		return PATHS_LANDLOCK;
	pid_t child = fork();
	if (child == 0)
		_exit(enter_empty_root() == OK ? 0 : 1);
	int status = 1;
	if (child < 0 || waitpid(child, &status, 0) != child)
		return PATHS_NOTHING;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? PATHS_EMPTY_ROOT : PATHS_NOTHING;
}

enum err sandbox_enter(enum sandbox_role role, const int *folders, size_t folder_count, bool required)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return ERR_DENIED;
	enum err e = enter_landlock(folders, folder_count);
	if (e == ERR_UNSUPPORTED && folder_count == 0) /* a folder reader cannot live in an empty root */
		e = enter_empty_root();
	if (e != OK && (e != ERR_UNSUPPORTED || required))
		return e;
	return enter_seccomp(role);
}
