/*
 * Laid over pcscd for tests. It asks a reader without an event thread for its card every 400 ms (readerfactory polling,
 * PCSCLITE_STATUS_POOL_RATE); and Nagle's algorithm holds each message to the virtual card back for 40 ms.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <time.h>

int nanosleep(const struct timespec *wanted, struct timespec *left)
{
	static int (*real)(const struct timespec *, struct timespec *);
	const struct timespec shorter = { 0, 20000000 };
	if (!real) real = dlsym(RTLD_NEXT, "nanosleep");
	if (wanted->tv_sec == 0 && wanted->tv_nsec == 400000000) wanted = &shorter;
	return real(wanted, left);
}

int accept(int listening, struct sockaddr *address, socklen_t *length)
{
	static int (*real)(int, struct sockaddr *, socklen_t *);
	const int on = 1;
	if (!real) real = dlsym(RTLD_NEXT, "accept");
	int taken = real(listening, address, length);
	if (taken >= 0) setsockopt(taken, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	return taken;
}
