# lsys ifinfo --watch: a table with rates in place, on terminals of many shapes, and the terminal as it was when it ends.

bats_require_minimum_version 1.5.0
load ../lib/box

setup() {
	needs ip tmux
}


interfaces='
	calm
	ip link set lo up
	ip link add e0 type veth peer name e1
	ip link add br0 type bridge
	ip addr add 10.0.0.1/24 dev e0
	ip addr add 2001:db8:1234:5678:9abc:def0:1234:5678/64 dev e0
	ip link property add dev e0 altname other
	stty_now() { stty -a <"$(tmux -S t display-message -p "#{pane_tty}")"; }
	stty_is_back() { stty_now | cmp -s - stty.before; }
'

# in_terminal COLUMNS ROWS <<'END': a box with these interfaces and a terminal in it.
in_terminal() {
	box < <(printf '%s\nterminal %s %s\n' "$interfaces" "$1" "$2" && cat)
}

@test "ifinfo -w: a live table in place, q gives the screen back" {
	in_terminal 80 24 <<'END'
	stty_now >stty.before
	type 'echo what was before' Enter
	eventually shows '^what was before'
	type '"$LSYS" ifinfo -w 0.1' Enter
	eventually shows '^NAME +STATE +RX/s +TX/s '
	is_state '1 0 0'
	head -n 1 seen | grep -qE '^NAME +STATE +RX/s +TX/s +RXPKT/s +TXPKT/s +ERR/s +DROP/s +ADDRESSES$'
	[ "$(grep -c . seen)" = 5 ]
	hides before
	# rates: nothing happens, something happens, nothing happens
	eventually shows '^lo +up +0 +0 +0 +0 +0 +0 +127.0.0.1/8 ::1/128$'
	(while :; do traffic 127.0.0.1 1; done) &
	eventually shows '^lo +up +[0-9.]+[KMG] +[0-9.]+[KMG] +[1-9][0-9]* +[1-9][0-9]* +0 +0 '
	kill $!
	eventually shows '^lo +up +0 +0 +0 +0 '
	# what comes and goes does so by itself
	ip link add new type ifb
	eventually shows '^new +down '
	[ "$(grep -c . seen)" = 6 ]
	ip link set new name renamed
	eventually shows '^renamed +down '
	ip link del renamed
	eventually hides renamed
	[ "$(grep -c . seen)" = 5 ]
	ip link set br0 up
	eventually shows '^br0 +up '
	type x # means nothing
	type q
	eventually shows '^ready>'
	is_state '0 1 1'
	shows '^what was before'
	hides NAME
	stty_now | cmp - stty.before
	type 'echo status $?' Enter
	eventually shows '^status 0$'
END
}

@test "ifinfo -w: 40 columns, and smaller ones" {
	in_terminal 40 10 <<'END'
	type '"$LSYS" ifinfo -w 0.2' Enter
	eventually shows '^NAME +STATE +RX/s +TX/s +ADDRESSES$'
	eventually shows '^lo +up +0 +0 +127.0.0.1/8'
	shows '^e0 +down +0 +0 +10.0.0.1/24 .*…$'
	[ -z "$(grep -E '.{41}' seen)" ]
	fits() { [ "$(screen | grep -c .)" -le "$2" ] && ! screen | grep -qE ".{$(($1 + 1))}" && screen | grep -q '^[N…]'; }
	for size in '30 10' '22 6' '12 6' '5 3' '1 1'; do
		tmux -S t resize-window -x "${size% *}" -y "${size#* }"
		# each line is an interface or the heading, and no more than there is room for
		case $size in
		30*) eventually shows '^e0 +down +0 +0$' ;;
		22*) eventually shows '^NAME +RX/s +TX/s$'; shows '^lo +0 +0$' ;;
		12*) eventually shows '^NAME +RX/s'; shows '^lo +0' ;;
		esac
		eventually fits "${size% *}" "${size#* }"
	done
	type q
	tmux -S t resize-window -x 60 -y 10
	eventually shows 'ready>'
	is_state '0 1 1'
END
}

@test "ifinfo -w: a window that changes its size" {
	in_terminal 60 8 <<'END'
	type '"$LSYS" ifinfo -w 1000' Enter # nothing but the change itself makes it draw
	eventually shows '^NAME +STATE +RX/s +TX/s +ADDRESSES$'
	tmux -S t resize-window -x 130 -y 8
	eventually shows '^NAME +STATE +KIND +RX/s .*DROP/s +ADDRESSES$'
	shows '10.0.0.1/24 2001:db8:1234:5678:9abc:def0:1234:5678/64$'
	tmux -S t resize-window -x 60 -y 4
	eventually shows '^2 more$'
	head -n 3 seen | grep -c . | same 3
	shows '^NAME '
	tmux -S t resize-window -x 60 -y 5
	eventually hides ' more$'
	shows '^e0 '
	tmux -S t resize-window -x 60 -y 20
	five() { [ "$(screen | grep -c .)" = 5 ]; }
	eventually five
	type q
	eventually shows '^ready>'
	is_state '0 1 1'
END
}

@test "ifinfo -w: more interfaces than lines" {
	in_terminal 80 6 <<'END'
	for i in {1..50}; do echo "link add i$i type ifb"; done | ip -batch -
	type '"$LSYS" ifinfo -w 0.2' Enter
	eventually shows '^50 more$'
	head -n 1 seen | grep -q ^NAME
	[ "$(grep -c . seen)" = 6 ]
	for i in {1..48}; do echo "link del i$i"; done | ip -batch -
	eventually shows '^2 more$'
	for i in 49 50; do ip link del i$i; done
	eventually hides ' more$'
	type q
	eventually shows '^ready>'
END
}

@test "ifinfo -w: Ctrl-C, and other signals, leave the terminal as it was" {
	in_terminal 80 12 <<'END'
	stty_now >stty.before
	type 'echo what was before' Enter
	for end in C-c INT TERM HUP 'C-\'; do
		type 'clear; echo what was before' Enter
		eventually hides NAME
		type '"$LSYS" ifinfo -w' Enter
		eventually shows '^NAME +STATE '
		eventually is_state '1 0 0'
		case $end in
		C-*) type "$end" ;;
		*) kill -$end "$(pgrep -x lsys || pgrep -f 'ifinfo -w$' | tail -n 1)" ;;
		esac
		eventually shows '^ready> '
		eventually is_state '0 1 1'
		shows '^what was before'
		hides NAME
		eventually stty_is_back
		type 'echo status $?' Enter
		case $end in
		C-c | INT) eventually shows '^status 0$' ;;
		TERM) eventually shows '^status 143$' ;;
		HUP) eventually shows '^status 129$' ;;
		*) eventually shows '^status 131$' ;;
		esac
	done
END
}

@test "ifinfo -w: Ctrl-Z and fg, and a stop that nobody announces" {
	in_terminal 80 12 <<'END'
	stty_now >stty.before
	type '"$LSYS" ifinfo -w 0.2' Enter
	eventually shows '^lo +up +0 '
	for i in 1 2; do
		type C-z
		eventually shows 'Stopped'
		eventually is_state '0 1 1'
		eventually stty_is_back
		hides '^NAME'
		type 'echo meanwhile' Enter
		eventually shows '^meanwhile$'
		type fg Enter
		eventually shows '^NAME +STATE '
		is_state '1 0 0'
		hides meanwhile
		# keys come one by one again
		ip link add i$i type ifb
		eventually shows "^i$i "
	done
	pid=$(pgrep -x lsys || pgrep -f 'ifinfo -w 0.2$' | tail -n 1)
	kill -STOP $pid
	eventually shows 'Stopped'
	type 'clear; echo shell' Enter
	eventually shows '^shell$'
	type fg Enter
	eventually shows '^NAME +STATE '
	is_state '1 0 0'
	hides '^shell'
	type q
	eventually shows '^ready>'
	is_state '0 1 1'
	eventually stty_is_back
END
}

@test "ifinfo -w: the interfaces named, by any name, while they are there" {
	in_terminal 80 12 <<'END'
	type 'clear; "$LSYS" ifinfo -w 0.2 other br0' Enter
	eventually shows '^e0 +down '
	shows '^br0 +down '
	[ "$(grep -c . seen)" = 3 ]
	ip link del br0
	eventually hides '^br0'
	shows '^e0 '
	ip link add br0 type bridge
	eventually shows '^br0 '
	type q
	eventually shows '^ready>'
	type 'clear; "$LSYS" ifinfo -w nosuch; echo status $?' Enter
	eventually shows '^status 1$'
	shows '^lsys ifinfo: nosuch: no such interface$'
	is_state '0 1 1'
	type 'clear; "$LSYS" ifinfo -w --kind bridge' Enter
	eventually shows '^br0 '
	hides '^e0'
	type q
	eventually shows '^ready>'
END
}

@test "ifinfo -w: in another namespace; hostile names" {
	in_terminal 80 12 <<'END'
	own_names
	ip netns add blue
	ip -n blue link add name $'\033[2J\xff' type ifb
	show_names
	type '"$LSYS" ifinfo -n blue -w 0.2' Enter
	eventually shows '^NAME '
	shows '^\\x1b\[2J\\xff +down '
	hides '^e0'
	type q
	eventually shows '^ready>'
END
}

@test "ifinfo -w: without a keyboard, and on a terminal that cannot move its cursor" {
	in_terminal 80 30 <<'END'
	stty_now >stty.before
	type '"$LSYS" ifinfo -w 0.2 </dev/null' Enter
	eventually shows '^lo +up +0 '
	is_state '1 0 0'
	type C-c
	eventually shows '^ready>'
	is_state '0 1 1'
	type 'clear; TERM=dumb "$LSYS" ifinfo -w 0.2 lo' Enter
	two() { [ "$(screen | grep -c ^NAME)" -ge 2 ]; }
	eventually two
	is_state '0 1 1'
	type C-c
	eventually shows 'ready> *$'
	eventually stty_is_back
END
}

@test "ifinfo -w: not to a terminal: one table after the other" {
	box <<'END'
	calm
	ip link set lo up
	status=0
	"$LSYS" ifinfo -w 0.1 | head -n 8 >out || status=$?
	[ $status = 141 ]
	[ -z "$(grep -P '\033' out)" ]
	sed 's/  */ /g' out | same 'NAME STATE KIND RX/s TX/s RXPKT/s TXPKT/s ERR/s DROP/s ADDRESSES
lo up loopback - - - - - - 127.0.0.1/8 ::1/128

NAME STATE KIND RX/s TX/s RXPKT/s TXPKT/s ERR/s DROP/s ADDRESSES
lo up loopback 0 0 0 0 0 0 127.0.0.1/8 ::1/128

NAME STATE KIND RX/s TX/s RXPKT/s TXPKT/s ERR/s DROP/s ADDRESSES
lo up loopback 0 0 0 0 0 0 127.0.0.1/8 ::1/128'
	"$LSYS" ifinfo -w 0.1 >log &
	grown() { [ "$(grep -c ^NAME log)" -ge 3 ]; }
	eventually grown
	kill -TERM $!
	status=0; wait $! || status=$?
	[ $status = 143 ]
	wrong 1 'lsys ifinfo: write standard output: No space left on device' bash -c '"$1" ifinfo -w >/dev/full' bash "$LSYS"
END
}
