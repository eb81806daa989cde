# A program at a terminal of its own, by tmux.

# term COMMAND...: starts it at 120 columns; ends with the test (teardown calls term_end).
term() {
	tmux -S "$BATS_TEST_TMPDIR/tmux" -f /dev/null new-session -d -x 120 -y 40 "$@" 3>&-
}

term_end() {
	! [ -S "$BATS_TEST_TMPDIR/tmux" ] || tmux -S "$BATS_TEST_TMPDIR/tmux" kill-server 2>/dev/null || :
}

# type_text TEXT: as a person would; keys that have names are for press.
type_text() {
	tmux -S "$BATS_TEST_TMPDIR/tmux" send-keys -l -- "$1"
}

# press KEY...: Tab, Enter, C-a, ...
press() {
	tmux -S "$BATS_TEST_TMPDIR/tmux" send-keys -- "$@"
}

screen() {
	tmux -S "$BATS_TEST_TMPDIR/tmux" capture-pane -p
}

# until_true COMMAND...: tries it for a while; fails when it never succeeds.
until_true() {
	local _
	for _ in {1..400}; do
		! "$@" || return 0
		sleep 0.025
	done
	return 1
}

on_screen() {
	screen | grep -q -e "$1"
}

# wait_screen REGEX: until it is there; shows the screen when it does not come.
wait_screen() {
	until_true on_screen "$1" || {
		echo "never on the screen: $1"
		screen | grep .
		return 1
	}
}
