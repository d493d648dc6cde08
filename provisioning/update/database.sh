#!/bin/sh
# The database beside an update, in the data folder $2 and as its owner, while no controller runs:
#   keep     puts a copy of it aside, in before-update; TIME is that of the copy
#   restore  puts that copy in place again; what was there is called kiosk.sqlite.rolled-back-TIME from then on
#   forget   removes the copy
# Cut off at any point and called once more, each comes to the same. A copy is whole once it is called before-update.
set -eu
umask 077
cd "$2"

case $1 in
keep)
  rm -rf before-update before-update.part
  mkdir before-update.part
  # A box that was killed has its last rows in the write-ahead log.
  for file in kiosk.sqlite kiosk.sqlite-wal; do
    [ ! -e "$file" ] || cp --reflink=auto "$file" "before-update.part/$file"
  done
  # An empty file is an empty database (sqlite.org/fileformat.html).
  [ -e before-update.part/kiosk.sqlite ] || : >before-update.part/kiosk.sqlite
  # Named now: when it is put back the disk may be full.
  date -u '+kiosk.sqlite.rolled-back-%Y-%m-%dT%H%M%S.000Z' >before-update.part/aside
  sync before-update.part/* before-update.part
  mv -T before-update.part before-update
  sync .
  ;;
restore)
  [ -d before-update ] || exit 0
  aside=$(cat before-update/aside)
  # Until the copy is in place, what lies there is of the release that is given up.
  if [ -e before-update/kiosk.sqlite ]; then
    for end in '' -wal -shm; do
      [ ! -e "kiosk.sqlite$end" ] || mv -n "kiosk.sqlite$end" "$aside$end"
    done
    sync .
    mv before-update/kiosk.sqlite kiosk.sqlite
  fi
  [ ! -e before-update/kiosk.sqlite-wal ] || mv before-update/kiosk.sqlite-wal kiosk.sqlite-wal
  # What was signed last, and when the box last ran, are of the other log.
  rm -f log-head.json life-sign
  sync .
  # What is removed in part is no copy.
  rm -rf before-update.part
  mv -T before-update before-update.part
  rm -rf before-update.part
  ;;
forget)
  rm -rf before-update before-update.part
  ;;
esac
