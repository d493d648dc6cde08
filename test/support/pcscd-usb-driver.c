/*
 * The driver of the reader on the USB bus of pcscd-usb.c: vpcd's, on the port FIRST_SLOT. (vpcd itself would take the
 * USB device's name for a host and a port.) All other entry points are found in libifdvpcd, which this is linked with.
 */
long IFDHCreateChannel(unsigned long lun, unsigned long channel);

long IFDHCreateChannelByName(unsigned long lun, const char *device)
{
	return IFDHCreateChannel(lun, FIRST_SLOT);
}
