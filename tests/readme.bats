# The README: what it shows is what happens, word for word, but for counters and the names of places.
# chroot: no
load lib/term

readme=$BATS_TEST_DIRNAME/../README.md

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	mkdir bin
	ln -s "$LSYS" bin/lsys
	export PATH=$PWD/bin:$PATH
}

teardown() {
	term_end
}

# A machine such as the README's.
on_its_machine() {
	unshare -n bash -ec '
		echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad
		ip link set lo up
		ip link add br0 address 42:1f:11:51:e5:45 type bridge
		ip link add web address 36:f3:21:bb:6e:cd type veth peer name web0 address 42:1f:11:51:e5:45
		ip link add vx7 address ca:c9:c7:28:c6:95 type vxlan id 7 dstport 4789 remote 192.0.2.1
		ip link set web0 master br0
		ip addr add 10.0.0.1/24 dev br0
		ip link set web up
		ip link set web0 up
		ip link set br0 up
		for _ in {1..100}; do # an interface is up a moment before it says so
			[ -n "$(lsys ifinfo -o state --no-heading br0 web0 web | grep -v "^up")" ] || break
			sleep 0.05
		done
		exec "$@"' bash "$@"
}

# Counters and what their width moves, away.
without_counters() {
	sed -E -e '/^(NAME|[a-z0-9]+  *(up|down) )/{s/ +/ /g; s/^(([^ ]+ ){6})[^ ]+ [^ ]+/\1N N/; s/^(([^ ]+ ){6})RX TX/\1N N/}' \
		-e 's/(packets|bytes|errors|dropped):[0-9]+/\1:N/g; s/ \([0-9.]+ [KMG]?i?B\)//g'
}

# The README's commands, a line each.
commands() {
	sed -n 's/^    \$ //p' "$readme"
}

# What the README shows as the answer to a command: up to the next one, or the end of the block.
answer() {
	awk -v first="    \$ $1" '$0 == first { on = 1; next } on && (/^    \$ / || !/^    /) { exit } on { print substr($0, 5) }' "$readme"
}

needs_its_machine() {
	[ "$(id -u)" -eq 0 ] || skip "needs root"
	unshare -n ip link add br0 type bridge 2>/dev/null || skip "needs network namespaces and bridges"
	unshare -n ip link add vx7 type vxlan id 7 dstport 4789 remote 192.0.2.1 2>/dev/null || skip "this kernel has no vxlan"
}

@test "every command that the README shows is in one of these tests" {
	# a tour's commands, and what stands under "Two commands" and "In a container"
	diff - <(grep -oE '^    (\$ |make |> ).*' "$readme" | sed 's/^    //') <<-'END'
		make run      # installs what the build needs (apt, apk, dnf), builds, shows this machine's interfaces
		make check    # installs what the tests need, runs them all
		$ lsys ifinfo
		$ lsys ifinfo -j -o ifname,state,linkinfo.data.id vx7
		$ lsys lua -e 'for _, i in ipairs(require "lsys".ifinfo{kind = "bridge"}) do print(i.ifname, i.addresses[1].address) end'
		$ lsys lua
		> S = require "syscall"
		> =S.open("/etc/nope")
		> =S.stat("/bin").isdir
		> =S.interfaces().lo
		$ lsys call open /proc/sys/kernel/ostype -- read -
		$ lsys call mkdir /proc/x 0755
		$ lsys errno EACCES 2
		$ lsys ifinfo --kind brigde
	END
}

@test "what the commands show" {
	needs_its_machine
	local n=0
	while IFS= read -r line <&4; do
		[ "$line" != "lsys lua" ] || continue # a conversation, below
		answer "$line" | without_counters >wanted
		[ -s wanted ]
		on_its_machine bash -c "$line" 2>&1 | without_counters >got
		diff wanted got || { echo "for: $line"; return 1; }
		n=$((n + 1))
	done 4< <(commands)
	[ "$n" -ge 4 ]
}

# Is this line on the screen?
said() {
	screen | grep -qxF -e "$1"
}

@test "the conversation with Lua" {
	command -v tmux >/dev/null || skip "tmux is not installed"
	needs_its_machine
	answer "lsys lua" >wanted
	[ "$(grep -c '^> ' wanted)" -ge 4 ]
	term unshare -n sh -c 'ip link set lo up; exec lsys lua'
	while IFS= read -r line; do
		[[ $line == '> '* ]] || continue
		wait_screen '^>$'
		type_text "${line#> }"
		press Enter
		until_true said "$line"
	done <wanted
	# the last answer ends with its counters, and then there is a prompt again
	wait_screen 'RX bytes:'
	wait_screen '^>$'
	screen | sed '/^>$/d; /^$/d' | sed 's/ *$//' | without_counters >got
	diff <(expand wanted | without_counters) got
}

@test "the options that are named exist" {
	"$LSYS" ifinfo --help >help
	local n=0
	while read -r option; do
		[ "$option" != -S ] || continue # of env
		grep -qE -e "(^| )$option(,| |=|\$)" help || [[ $("$LSYS") == *"$option"* ]] || { echo "no $option"; return 1; }
		n=$((n + 1))
	done < <(grep -oE '`[^`]*`' "$readme" | tr -s '` ' '\n' | grep -E '^--?[a-zA-Z][a-z-]*$' | sort -u)
	[ "$n" -ge 6 ]
}

@test "the places that are named exist" {
	local n=0
	while read -r place; do
		[ -d "$BATS_TEST_DIRNAME/../$place" ] || { echo "no $place"; return 1; }
		n=$((n + 1))
	done < <(sed -n '/^## Where things are/,/^## /s/^| \([^|]*\) |.*/\1/p' "$readme" | grep -oE '[a-z/]+/')
	[ "$n" -ge 10 ]
	[ -e "$BATS_TEST_DIRNAME/../LICENSE" ]
}

@test "every applet and every manual page that it speaks of is there, and no applet is forgotten" {
	sed -n '/^At present:/,/^$/p' "$readme" | sed 's/More applets.*//' | grep -oE '`[a-z]+`' | tr -d '`' | sort >named
	"$LSYS" --list | sort | diff - named
	local n=0
	while read -r page; do
		[ -e "$BATS_TEST_DIRNAME/../man/$page.3.in" ] || { echo "no $page(3)"; return 1; }
		n=$((n + 1))
	done < <(grep -oE 'lsys-[a-z]+\(3\)' "$readme" | tr -d '()3' | sort -u)
	[ "$n" -ge 3 ]
}
