export const USAGE = `Central staff’s side of the offices’ feed:
  npm run central -- keygen --out FILE --id NAME --right COMMAND …
  npm run central -- sign --key FILE --id NAME --target OPERATOR/OFFICE COMMAND … --out FILE [--valid-for TIME]
  npm run central -- send --broker URL --key FILE --id NAME --target OPERATOR/OFFICE COMMAND … [--box-key FILE]
  npm run central -- send --broker URL --file FILE [--box-key FILE] [--wait TIME]
  npm run central -- board --broker URL --data FOLDER [--port N] [--operator ID]

keygen  makes a key to sign commands with, and prints the entry for a box’s config
sign    signs a command into a file; send --file sends it as it is
send    sends a command and waits for the box’s receipt
board   collects what the offices say, and shows it in a browser on this machine

COMMAND is one of:
  open-once --door D                          release the strike for one passage
  hold-open --door D --until WHEN             unlock the door until then, a day at most
  lock-down --door D, end-lock-down --door D  nothing opens it from outside, until that is ended
  block-credentials --version N --credential HASH … --why TEXT
  unblock-credentials --version N --credential HASH …
  replace-policy --policy FILE                its version has to be higher than that in force
  announce --text sv=TEXT [--text en=TEXT …] [--until WHEN], or announce --withdraw
  request-muster                              how many are inside
  set-count --present N --reason counted-by-eye|left-without-tapping|came-without-tapping|other
WHEN is as 2026-11-30T18:00:00+01:00; TIME is in seconds, or as 15m, 12h, 7d.

send and sign:
  --valid-for TIME  for how long block-credentials, unblock-credentials, replace-policy and announce may be carried out
                    (a day when nobody says, 30 days at most); all others live for 30 s
  --box-key FILE    the box’s public key, PEM or base64: the receipt has to be signed by it
  --wait TIME       how long to wait for the receipt, 24 days at most; those that live long are sent again when the office
                    comes online
  --json            prints one object
brokers:
  --broker URL      mqtt://, mqtts://, ws:// or wss://; of several, send takes the first that answers, and board
                    listens to all of them, so that nothing is missed when one dies
  --ca FILE, --cert FILE --cert-key FILE, --username NAME --password-file FILE
board:
  --keys FILE       JSON: the boxes’ public keys, base64, by "operator/office"; of others the first that is heard counts
  --accept-log OPERATOR/OFFICE  takes key and log of this office anew, as after its box was replaced
  --forget OPERATOR/OFFICE      shows this office no longer, until it tells of a time after this start, as when it opens
                    anew; its history stays as long as that of others
  --keep-days N     for how long histories are kept (400)
  --time-zone ZONE  by which a day begins (Europe/Stockholm)
  --share GROUP     shares the messages with other collectors of the group, for writing one history: each then sees,
                    shows and counts its own part only, and is not told what the broker keeps

It ends with
  0   when it is done
  1   when the box refused; the reason is printed
  64  when it was called wrongly
  66  when a file cannot be read, or is not what it has to be
  69  when the broker cannot be reached, or refuses
  73  when a file is there already or cannot be written, the port is taken, or the data folder is in use
  75  when no receipt came in time: whether it was done is not known
  76  when a receipt came that the box did not sign: likewise`;
