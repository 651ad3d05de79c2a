#!/usr/bin/env bash
# Judges every schedule of a folder and writes what CI systems show.
#
#   judge.sh FOLDER OUT
#
# FOLDER has any of: designs/*.json (programs on paper), calendars/*.ics (what
# is planned), rosters/*.csv (what took place), activities.json (which activity
# an entry of a calendar is), standards/ (rules of your own). OUT gets the
# reports, one of each form for each kind: NAME.txt, NAME.sarif, NAME.xml.
#
# Exit status, the worst of all: 0 everything required is met, 1 something is
# not, 2 something cannot be used. The reports are there in each case.
set -uo pipefail

folder=${1:?judge.sh FOLDER OUT} out=${2:?judge.sh FOLDER OUT}

# Yours to change: whose rules, and which weeks.
iop=${IOP:-iop}
standards=${STANDARDS:-va-license-2.1,asam3-2.1-adult}
planned_from=${PLANNED_FROM:-$(date +%F)} planned_weeks=${PLANNED_WEEKS:-12}
held_from=${HELD_FROM:-$(date -d '28 days ago' +%F 2>/dev/null || date -v-28d +%F)} held_weeks=${HELD_WEEKS:-4}

shopt -s nullglob
mkdir -p "$out" || exit 2
worst=0 judged=0

# judge NAME ARGUMENT... runs one check in all three forms. The text also goes
# to the log.
judge() {
	local name=$1 form status
	shift
	judged=$((judged + 1))
	for form in text:txt sarif:sarif junit:xml; do
		"$iop" check "$@" --standard "$standards" --format "${form%:*}" >"$out/$name.${form#*:}" 2>"$out/$name.err"
		status=$?
		[ $status -le $worst ] || worst=$status
	done
	echo "== $name: status $status"
	cat "$out/$name.txt" "$out/$name.err"
	[ -s "$out/$name.err" ] || rm -f "$out/$name.err"
}

own=()
[ ! -d "$folder/standards" ] || own=(--standards "$folder/standards")
mapping=()
[ ! -f "$folder/activities.json" ] || mapping=(--activities "$folder/activities.json")

designs=("$folder"/designs/*.json)
[ ${#designs[@]} -eq 0 ] || judge designs "${designs[@]}" "${own[@]}"

calendars=("$folder"/calendars/*.ics)
[ ${#calendars[@]} -eq 0 ] || judge calendars "${calendars[@]}" "${own[@]}" "${mapping[@]}" --from "$planned_from" --weeks "$planned_weeks"

rosters=("$folder"/rosters/*.csv)
[ ${#rosters[@]} -eq 0 ] || judge rosters "${rosters[@]}" "${own[@]}" --from "$held_from" --weeks "$held_weeks"

if [ $judged -eq 0 ]; then
	echo "$folder has no designs/*.json, no calendars/*.ics and no rosters/*.csv" >&2
	exit 2
fi
echo "== all: status $worst"
exit $worst
