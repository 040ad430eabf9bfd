/* The kernel's own file systems. Nothing here touches a disk. */
#include <errno.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "init.h"

static bool mount_at(const char *type, const char *where, unsigned long flags, const char *data)
{
	mkdir(where, 0755);
	return mount(type, where, type, flags | MS_NOSUID, data) == 0 || errno == EBUSY;
}

bool mounts_make(void)
{
	bool ok = mount_at("proc", "/proc", MS_NOEXEC | MS_NODEV, NULL);
	ok &= mount_at("sysfs", "/sys", MS_NOEXEC | MS_NODEV, NULL);
	ok &= mount_at("devtmpfs", "/dev", MS_NOEXEC, "mode=0755");
	ok &= mount_at("tmpfs", "/run", MS_NOEXEC | MS_NODEV, "mode=0755,size=25%");
	ok &= mount_at("tmpfs", "/tmp", MS_NOEXEC | MS_NODEV, "mode=1777,size=25%");
	(void)mount_at("securityfs", "/sys/kernel/security", MS_NOEXEC | MS_NODEV,
	               NULL); /* only to say whether Secure Boot holds */
	return ok;
}
