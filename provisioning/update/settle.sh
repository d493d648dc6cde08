#!/bin/sh
# Before each start of the controller, as root: a release on trial that was started twice and never found well is given up,
# and the one before it runs again. Without a trial it is done at once. $1: the root of the box, for tests.
#
# A trial is the folder /var/lib/ak-releases/trial: new and previous (folders of releases), starts (a byte for each start),
# database (there when the database is to be put back, too), give-up (why, once that is decided). It is called
# rolled-back when it is over that way; provisioning/update/trial/trial.ts makes it and reads it.
#
# It ends with another code than 0 only where the database is put back, or half, and the link is not: no controller may
# start on that. Whatever else is against it, the door has what `current` names.
set -eu
trap 'exit 0' EXIT
root=${1:-}
releases=$root/var/lib/ak-releases
data=$root/var/lib/ak-controller
trial=$releases/trial
MOST_STARTS=2

[ -d "$trial" ] || exit 0
new=$(cat "$trial/new")
previous=$(cat "$trial/previous")

if [ ! -e "$trial/give-up" ]; then
  # The link was not set yet, or somebody has set it otherwise since.
  [ "$(readlink "$releases/current")" = "$new" ] || exit 0
  if [ "$(wc -c <"$trial/starts")" -lt "$MOST_STARTS" ]; then
    printf . >>"$trial/starts"
    sync "$trial/starts"
    exit 0
  fi
  echo 'crash-loop it was started twice and never found well' >"$trial/give-up.part"
  sync "$trial/give-up.part"
  mv "$trial/give-up.part" "$trial/give-up"
fi

# The link that is to be, while nothing is changed yet.
rm -f "$releases/current.part"
ln -s "$previous" "$releases/current.part"

trap - EXIT
if [ -e "$trial/database" ]; then
  # In the data folder as its owner: what its owner has put there is never followed as root.
  if [ "$(id -u)" = 0 ] && [ "$(stat -c %u "$data")" != 0 ]; then
    setpriv --reuid="$(stat -c %u "$data")" --regid="$(stat -c %g "$data")" --clear-groups \
      /bin/sh "$(dirname "$0")/database.sh" restore "$data"
  else
    /bin/sh "$(dirname "$0")/database.sh" restore "$data"
  fi
fi
mv -T "$releases/current.part" "$releases/current"
trap 'exit 0' EXIT
rm -rf "$releases/rolled-back"
mv -T "$trial" "$releases/rolled-back"
sync "$releases"
echo "The release in $new is given up: $(cat "$releases/rolled-back/give-up")"
