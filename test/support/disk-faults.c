/* A disk with faults, for one process: LD_PRELOAD this, and name a file in AK_DISK_FAULT. What the file says holds for
   every file whose path has "kiosk.sqlite" in it: "stall" (no sync ends), "slow" (each takes 60 ms), "crawling" (300 ms),
   "full" (no write finds space), "broken" (every write and sync fails); anything else: all is well. "no room": no write
   finds space in any file of the data folder, but for what an observer beside the strike writes down. "read-only": none of
   these is opened to be written, and no name or mode there changes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static char fault(void) {
  const char *name = getenv("AK_DISK_FAULT");
  char text[16] = "";
  int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return '-';
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  if (length <= 0) return '-';
  if (!strncmp(text, "stall", 5)) return 't';
  if (!strncmp(text, "slow", 4)) return 's';
  if (!strncmp(text, "crawling", 8)) return 'c';
  if (!strncmp(text, "full", 4)) return 'f';
  if (!strncmp(text, "broken", 6)) return 'b';
  if (!strncmp(text, "no room", 7)) return 'n';
  if (!strncmp(text, "read-only", 9)) return 'r';
  return '-';
}

static const char *path_of(int fd, char *path, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, size - 1);
  path[length < 0 ? 0 : length] = 0;
  return path;
}

static int ours(int fd) {
  char path[4096];
  return strstr(path_of(fd, path, sizeof path), "kiosk.sqlite") != NULL;
}

static int lies_in_data_folder(const char *path) {
  const char *folder = getenv("AK_DATA_DIR");
  return folder != NULL && strstr(path, folder) == path && strstr(path, "strike-trace") == NULL;
}

static int in_data_folder(int fd) {
  char path[4096];
  return lies_in_data_folder(path_of(fd, path, sizeof path));
}

static void pause_ms(long ms) {
  struct timespec time = {ms / 1000, ms % 1000 * 1000000};
  nanosleep(&time, NULL);
}

static int sync_with(const char *name, int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  if (!ours(fd)) return real(fd);
  if (fault() == 's') pause_ms(60);
  if (fault() == 'c') pause_ms(300);
  while (fault() == 't') pause_ms(5);
  if (fault() == 'b') { errno = EIO; return -1; }
  return real(fd);
}

int fdatasync(int fd) { return sync_with("fdatasync", fd); }
int fsync(int fd) { return sync_with("fsync", fd); }

static int refused(int fd) {
  char now = ours(fd) || in_data_folder(fd) ? fault() : '-';
  if (now == 'n' || (now == 'f' && ours(fd))) errno = ENOSPC;
  else if (now == 'b' && ours(fd)) errno = EIO;
  else return 0;
  return 1;
}

ssize_t write(int fd, const void *data, size_t size) {
  ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
  return refused(fd) ? -1 : real(fd, data, size);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
  ssize_t (*real)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
  return refused(fd) ? -1 : real(fd, data, size, at);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
  ssize_t (*real)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, "pwrite");
  return refused(fd) ? -1 : real(fd, data, size, at);
}

static int held(const char *path) {
  if (!lies_in_data_folder(path) || fault() != 'r') return 0;
  errno = EROFS;
  return 1;
}

#define OPENS(name)                                                                      \
  int name(const char *path, int flags, ...) {                                           \
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, #name);                       \
    va_list rest;                                                                        \
    va_start(rest, flags);                                                               \
    mode_t mode = va_arg(rest, mode_t);                                                  \
    va_end(rest);                                                                        \
    if ((flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) && held(path)) return -1;      \
    return real(path, flags, mode);                                                      \
  }
OPENS(open)
OPENS(open64)

int chmod(const char *path, mode_t mode) {
  int (*real)(const char *, mode_t) = dlsym(RTLD_NEXT, "chmod");
  return held(path) ? -1 : real(path, mode);
}

int rename(const char *from, const char *to) {
  int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
  return held(to) ? -1 : real(from, to);
}

int unlink(const char *path) {
  int (*real)(const char *) = dlsym(RTLD_NEXT, "unlink");
  return held(path) ? -1 : real(path);
}
