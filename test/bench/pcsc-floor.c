/*
 * The least that a program on libpcsclite does to see a tap: it waits for a card, asks it for its UID, and says when it
 * knew it, in nanoseconds of CLOCK_MONOTONIC; "gone" when the card was taken away.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <winscard.h>

int main(int argc, char **argv)
{
	static const BYTE get_uid[] = { 0xFF, 0xCA, 0x00, 0x00, 0x00 };
	SCARD_READERSTATE state = { .szReader = argv[1], .dwCurrentState = SCARD_STATE_UNAWARE };
	SCARDCONTEXT context;
	int present = 0;
	if (argc != 2 || SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &context) != SCARD_S_SUCCESS) return 1;
	puts("ready");
	fflush(stdout);
	while (SCardGetStatusChange(context, INFINITE, &state, 1) == SCARD_S_SUCCESS) {
		state.dwCurrentState = state.dwEventState & ~SCARD_STATE_CHANGED;
		int is = (state.dwEventState & SCARD_STATE_PRESENT) != 0;
		if (is == present) continue;
		present = is;
		if (!present) {
			puts("gone");
			fflush(stdout);
			continue;
		}
		SCARDHANDLE card;
		DWORD protocol, length = 64;
		BYTE answer[64];
		struct timespec now;
		if (SCardConnect(context, argv[1], SCARD_SHARE_SHARED, SCARD_PROTOCOL_ANY, &card, &protocol)) continue;
		const SCARD_IO_REQUEST *pci = protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
		LONG result = SCardTransmit(card, pci, get_uid, sizeof get_uid, NULL, answer, &length);
		clock_gettime(CLOCK_MONOTONIC, &now);
		SCardDisconnect(card, SCARD_LEAVE_CARD);
		if (result != SCARD_S_SUCCESS) continue;
		printf("%lld\n", now.tv_sec * 1000000000LL + now.tv_nsec);
		fflush(stdout);
	}
	return 0;
}
