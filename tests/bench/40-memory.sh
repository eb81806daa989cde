#!/usr/bin/env bash
# Peak memory, of few interfaces and of ten times as many: JSON streams, so it must not grow; a table must know all rows.
# shellcheck source=tests/bench/lib.bash
. "$(dirname "$0")/lib.bash"

n=$(tenth "${N:-10000}")
few=$((n / 10))
for count in $few "$n"; do
	fill "$count"
	add "floor: bare dumps" "$tools/netdump" all
	add "ip -j addr" ip -j addr
	add "busybox ip addr" busybox ip addr
	add_lsys "ifinfo" ifinfo
	add_lsys "ifinfo -j" ifinfo -j
	measure 3 "$scenario-$count"
	empty
done | awk -F'\t' -v few="$scenario-$few" '
	{ print }
	$2 ~ /^lsys ifinfo -j/ && $1 == few { before[$2] = $5 }
	$2 ~ /^lsys ifinfo -j/ && $1 != few && $5 > before[$2] + 512 {
		print "40-memory: " $2 ": " before[$2] " KB have become " $5 " KB" >"/dev/stderr"
		grown = 1
	}
	END { exit grown }'
