/*
 * Laid over pcscd for tests, in the place of libudev: a USB bus with one port, into which a reader is plugged ('+') and
 * from which it is pulled ('-') by bytes written to the FIFO AK_USB_BUS. pcscd takes it for an ACS ACR122U of libccid's
 * list; its driver is then the file AK_USB_DRIVER.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char any[1];
static char action = '+';
static int bus = -1;

void *dlopen(const char *file, int flags)
{
	static void *(*real)(const char *, int);
	if (!real) real = dlsym(RTLD_NEXT, "dlopen");
	if (file && strstr(file, "libccid.so")) file = getenv("AK_USB_DRIVER");
	return real(file, flags);
}

void *udev_new(void) { return any; }
void *udev_unref(void *udev) { return NULL; }

/* Nothing is plugged in at the start. */
void *udev_enumerate_new(void *udev) { return any; }
int udev_enumerate_add_match_subsystem(void *list, const char *subsystem) { return 0; }
int udev_enumerate_scan_devices(void *list) { return 0; }
void *udev_enumerate_get_list_entry(void *list) { return NULL; }
void *udev_enumerate_unref(void *list) { return NULL; }
void *udev_list_entry_get_next(void *entry) { return NULL; }
const char *udev_list_entry_get_name(void *entry) { return NULL; }
void *udev_device_new_from_syspath(void *udev, const char *path) { return any; }

void *udev_device_get_parent_with_subsystem_devtype(void *device, const char *subsystem, const char *type) { return any; }
const char *udev_device_get_devnode(void *device) { return "/dev/bus/usb/001/002"; }
const char *udev_device_get_sysname(void *device) { return "1-1:1.0"; }
const char *udev_device_get_action(void *device) { return action == '+' ? "add" : "remove"; }
void *udev_device_unref(void *device) { return NULL; }

const char *udev_device_get_sysattr_value(void *device, const char *name)
{
	if (!strcmp(name, "idVendor")) return "072f";
	if (!strcmp(name, "idProduct")) return "2200";
	return NULL;
}

void *udev_monitor_new_from_netlink(void *udev, const char *name) { return any; }
int udev_monitor_filter_add_match_subsystem_devtype(void *monitor, const char *subsystem, const char *type) { return 0; }
int udev_monitor_enable_receiving(void *monitor) { return 0; }

/* Open for writing as well, so that a writer who goes does not end it. */
int udev_monitor_get_fd(void *monitor)
{
	if (bus < 0) bus = open(getenv("AK_USB_BUS"), O_RDWR);
	return bus;
}

void *udev_monitor_receive_device(void *monitor)
{
	return read(bus, &action, 1) == 1 ? any : NULL;
}
