# Completion in the shells themselves, at a terminal: what a person types, TAB, and what words the shell makes of it.
# The program's part of it is tested with the door, in the chroot too.
# chroot: no
load lib/term

setup_file() {
	[ "$(id -u)" -eq 0 ] && unshare -mn true 2>/dev/null || return 0
	# interfaces whose first letters differ, so that one letter completes each
	: >"$BATS_FILE_TMPDIR/net"
	unshare --net="$BATS_FILE_TMPDIR/net" bash -c '
		ip link set lo up
		for name in br0 "i'\''b" "d\"b" "s\$b" "t*b" "c;b" "b\\b" "m&b" "p(b" "u@b" "e=b" "é1" "k,b" "-dash" "#hash" "~t" \
			"\`id\`" "g>b" "x!b" "{y}" "[z]"; do
			ip link add name "$name" type bridge
		done'
	nsenter --net="$BATS_FILE_TMPDIR/net" python3 "$BATS_TEST_DIRNAME/lib/altname.py" br0 'alt name' "o'th\"er one" colon:x ||
		: >"$BATS_FILE_TMPDIR/no_altnames"
	mkdir "$BATS_FILE_TMPDIR/netns"
	touch "$BATS_FILE_TMPDIR"/netns/{web,'my net',"it's",'$HOME'}
}

teardown_file() {
	umount "$BATS_FILE_TMPDIR/net" 2>/dev/null || :
}

setup() {
	command -v tmux >/dev/null || skip "tmux is not installed"
	cd "$BATS_TEST_TMPDIR" || exit
	completions=$BATS_TEST_DIRNAME/../completions
	mkdir bin home work work/directory
	: >work/file
	ln -s "$LSYS" bin/lsys
	ln -s "$LSYS" bin/lsys-ifinfo
	ln -s "$LSYS" bin/ifinfo
	net=()
	! mountpoint -q "$BATS_FILE_TMPDIR/net" ||
		net=(nsenter --net="$BATS_FILE_TMPDIR/net" unshare -m
			sh -c 'mount -t tmpfs none /run && mkdir /run/netns && mount --bind "$0" /run/netns && exec "$@"'
			"$BATS_FILE_TMPDIR/netns")
	export HOME=$PWD/home PATH=$PWD/bin:$PATH TERM=screen SHOW=$PWD/shown
	mkdir -m 700 run
	export XDG_RUNTIME_DIR=$PWD/run
	unset LSYS_BIN XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME
}

teardown() {
	term_end
}

# Starts a shell, which says "ready".
start() {
	command -v "$1" >/dev/null || skip "$1 is not installed"
	(cd work && term ${net[@]+"${net[@]}"} "$@")
	wait_screen '^ready'
}

with_bash() {
	[ -f /usr/share/bash-completion/bash_completion ] || skip "bash-completion is not installed"
	# where bash-completion finds it by itself
	mkdir -p home/.local/share/bash-completion/completions
	cp "$completions/lsys.bash" home/.local/share/bash-completion/completions/lsys
	cat >home/rc <<-'END'
		. /usr/share/bash-completion/bash_completion
		show() { printf '<%s>' "$@" >"$SHOW.new"; mv "$SHOW.new" "$SHOW"; }
		PS1='$ '
		echo ready
	END
	start bash --noprofile --rcfile "$HOME/rc" -i
}

with_zsh() {
	cat >home/.zshrc <<-END
		fpath=($completions \$fpath)
		autoload -Uz compinit
		compinit -D -u
		bindkey -e
		show() { printf '<%s>' "\$@" >"\$SHOW.new"; mv "\$SHOW.new" "\$SHOW" }
		PS1='$ '
		echo ready
	END
	start zsh -d -i
}

with_fish() {
	mkdir -p home/.config/fish/completions
	cp "$completions/lsys.fish" home/.config/fish/completions/
	cat >home/.config/fish/config.fish <<-'END'
		function show
		    printf '<%s>' $argv >$SHOW.new
		    mv $SHOW.new $SHOW
		end
		function fish_prompt
		    echo -n '$ '
		end
		function fish_greeting
		    echo ready
		end
	END
	start fish -i
}

# becomes LINE WORDS: LINE and TAB, made the arguments of "show": these are the words.
becomes() {
	rm -f shown
	type_text "$1"
	press Tab
	press C-a
	type_text 'show '
	press Enter
	if ! until_true test -e shown; then
		echo "$1: the shell does not take it"
		screen | grep .
		return 1
	fi
	[ "$(cat shown)" = "$2" ] || {
		echo "$1: wanted $2, got $(cat shown)"
		screen | grep .
		return 1
	}
}

# all_become: "LINE ~> WORDS" on standard input.
all_become() {
	local line n=0
	while IFS= read -r line <&4; do
		becomes "${line%% ~> *}" "${line#* ~> }"
		n=$((n + 1))
	done 4<&0 </dev/null
	[ "$n" -gt 0 ]
}

# What every shell completes alike.
plain_words() {
	all_become <<-'END'
		lsys ifi ~> <lsys><ifinfo>
		lsys tr ~> <lsys><true>
		lsys --li ~> <lsys><--list>
		lsys --help if ~> <lsys><--help><ifinfo>
		lsys --install --sy ~> <lsys><--install><--symbolic>
		lsys ifinfo --sta ~> <lsys><ifinfo><--stats>
		lsys ifinfo --kind=brid ~> <lsys><ifinfo><--kind=bridge>
		lsys ifinfo --kind brid ~> <lsys><ifinfo><--kind><bridge>
		lsys ifinfo -kbrid ~> <lsys><ifinfo><-kbridge>
		lsys ifinfo -o ifn ~> <lsys><ifinfo><-o><ifname>
		lsys ifinfo -o ifname,mt ~> <lsys><ifinfo><-o><ifname,mtu>
		lsys ifinfo --output=ifname,mt ~> <lsys><ifinfo><--output=ifname,mtu>
		lsys ifinfo -o ifname,linkinfo.data.stp_ ~> <lsys><ifinfo><-o><ifname,linkinfo.data.stp_state>
		lsys "ifinfo" --sta ~> <lsys><ifinfo><--stats>
		lsys if\info '--master' lo -o ifn ~> <lsys><ifinfo><--master><lo><-o><ifname>
		lsys lua fi ~> <lsys><lua><file>
		lsys true >fi ~> <lsys><true>
		lsys call getpp ~> <lsys><call><getppid>
		lsys call --explain futex_waitv ~> <lsys><call><--explain><futex_waitv>
		lsys call open fi ~> <lsys><call><open><file>
		lsys call open file rdw ~> <lsys><call><open><file><rdwr>
		lsys call open file rdwr,trun ~> <lsys><call><open><file><rdwr,trunc>
		lsys call open file flags=O_WRO ~> <lsys><call><open><file><flags=O_WRONLY>
		lsys call open file -- lsee ~> <lsys><call><open><file><--><lseek>
		lsys call open file -- lseek - 0 en ~> <lsys><call><open><file><--><lseek><-><0><end>
		lsys errno ENOEN ~> <lsys><errno><ENOENT>
		lsys help lua openat2 ~> <lsys><help><lua><openat2>
		lsys help lua fd:see ~> <lsys><help><lua><fd:seek>
		lsys help lua t.statm ~> <lsys><help><lua><t.statmount>
		lsys-ifinfo --sta ~> <lsys-ifinfo><--stats>
		ifinfo --sta ~> <ifinfo><--stats>
		command lsys ifinfo --sta ~> <command><lsys><ifinfo><--stats>
	END
}

# Interfaces and namespaces with any names, quoted by the person in any way.
live_names() {
	[ ${#net[@]} -gt 0 ] || skip "needs root, network and mount namespaces"
	all_become <<-'END'
		lsys ifinfo i ~> <lsys><ifinfo><i'b>
		lsys ifinfo i\' ~> <lsys><ifinfo><i'b>
		lsys ifinfo 'i ~> <lsys><ifinfo><i'b>
		lsys ifinfo "i ~> <lsys><ifinfo><i'b>
		lsys ifinfo d ~> <lsys><ifinfo><d"b>
		lsys ifinfo d\ ~> <lsys><ifinfo><d"b>
		lsys ifinfo "d ~> <lsys><ifinfo><d"b>
		lsys ifinfo 'd ~> <lsys><ifinfo><d"b>
		lsys ifinfo s ~> <lsys><ifinfo><s$b>
		lsys ifinfo "s ~> <lsys><ifinfo><s$b>
		lsys ifinfo 's ~> <lsys><ifinfo><s$b>
		lsys ifinfo t ~> <lsys><ifinfo><t*b>
		lsys ifinfo b\\ ~> <lsys><ifinfo><b\b>
		lsys ifinfo "b\\ ~> <lsys><ifinfo><b\b>
		lsys ifinfo m ~> <lsys><ifinfo><m&b>
		lsys ifinfo p ~> <lsys><ifinfo><p(b>
		lsys ifinfo u ~> <lsys><ifinfo><u@b>
		lsys ifinfo u@ ~> <lsys><ifinfo><u@b>
		lsys ifinfo e= ~> <lsys><ifinfo><e=b>
		lsys ifinfo é ~> <lsys><ifinfo><é1>
		lsys ifinfo k, ~> <lsys><ifinfo><k,b>
		lsys ifinfo \# ~> <lsys><ifinfo><#hash>
		lsys ifinfo '~ ~> <lsys><ifinfo><~t>
		lsys ifinfo \` ~> <lsys><ifinfo><`id`>
		lsys ifinfo g ~> <lsys><ifinfo><g>b>
		lsys ifinfo x ~> <lsys><ifinfo><x!b>
		lsys ifinfo \{ ~> <lsys><ifinfo><{y}>
		lsys ifinfo \[ ~> <lsys><ifinfo><[z]>
		lsys ifinfo -- -d ~> <lsys><ifinfo><--><-dash>
		lsys ifinfo --master i ~> <lsys><ifinfo><--master><i'b>
		lsys ifinfo --master=i ~> <lsys><ifinfo><--master=i'b>
		lsys ifinfo --master=u@ ~> <lsys><ifinfo><--master=u@b>
		lsys ifinfo "--master=i ~> <lsys><ifinfo><--master=i'b>
		lsys ifinfo --netns w ~> <lsys><ifinfo><--netns><web>
		lsys ifinfo -n my ~> <lsys><ifinfo><-n><my net>
		lsys ifinfo --netns=my ~> <lsys><ifinfo><--netns=my net>
		lsys ifinfo --netns="my ~> <lsys><ifinfo><--netns=my net>
		lsys ifinfo -n it ~> <lsys><ifinfo><-n><it's>
		lsys ifinfo -n \$ ~> <lsys><ifinfo><-n><$HOME>
	END
}

# The same with spaces.
spaced_names() {
	[ ${#net[@]} -gt 0 ] || skip "needs root, network and mount namespaces"
	[ ! -e "$BATS_FILE_TMPDIR/no_altnames" ] || skip "this kernel takes no alternative names"
	all_become <<-'END'
		lsys ifinfo a ~> <lsys><ifinfo><alt name>
		lsys ifinfo 'a ~> <lsys><ifinfo><alt name>
		lsys ifinfo alt\ n ~> <lsys><ifinfo><alt name>
		lsys ifinfo 'alt n ~> <lsys><ifinfo><alt name>
		lsys ifinfo "alt n ~> <lsys><ifinfo><alt name>
		lsys ifinfo o ~> <lsys><ifinfo><o'th"er one>
		lsys ifinfo 'o ~> <lsys><ifinfo><o'th"er one>
		lsys ifinfo "o ~> <lsys><ifinfo><o'th"er one>
		lsys ifinfo colon: ~> <lsys><ifinfo><colon:x>
		lsys ifinfo 'colon: ~> <lsys><ifinfo><colon:x>
		lsys ifinfo --master=colon: ~> <lsys><ifinfo><--master=colon:x>
	END
}

@test "bash: applets, options, values, columns, files" {
	with_bash
	plain_words
	becomes 'lsys --install dir' '<lsys><--install><directory/>'
}

@test "bash: interfaces and namespaces, whatever they are called" {
	with_bash
	live_names
}

@test "bash: names with spaces and quotes" {
	with_bash
	spaced_names
}

@test "zsh: applets, options, values, columns, files" {
	with_zsh
	plain_words
	becomes 'lsys --install dir' '<lsys><--install><directory>' # the slash goes with the next word
}

@test "zsh: interfaces and namespaces, whatever they are called" {
	with_zsh
	live_names
}

@test "zsh: names with spaces and quotes" {
	with_zsh
	spaced_names
}

@test "fish: applets, options, values, columns, files" {
	with_fish
	plain_words
	becomes 'lsys --install dir' '<lsys><--install><directory/>'
}

@test "fish: interfaces and namespaces, whatever they are called" {
	with_fish
	live_names
}

@test "fish: names with spaces and quotes" {
	with_fish
	spaced_names
}

# What is to choose from is shown.
@test "bash: choices" {
	with_bash
	type_text 'lsys '
	press Tab Tab
	wait_screen 'false .*ifinfo .*true'
	press C-u
	type_text 'lsys ifinfo --a'
	press Tab Tab Tab
	wait_screen '^--all  *--all-netns'
}

@test "bash: behind a column no space is set, so that a comma can follow" {
	with_bash
	becomes 'lsys ifinfo -o ifn' '<lsys><ifinfo><-o><ifname>'
	type_text 'lsys ifinfo -o ifn'
	press Tab
	type_text ',mt'
	press Tab C-a
	type_text 'show '
	rm -f shown
	press Enter
	until_true test -e shown
	[ "$(cat shown)" = '<lsys><ifinfo><-o><ifname,mtu>' ]
}

@test "zsh: choices with what they are" {
	with_zsh
	type_text 'lsys '
	press Tab
	wait_screen '^ifinfo  *-- show network interfaces'
	press C-u
	type_text 'lsys ifinfo --a'
	press Tab Tab
	wait_screen '^--all  *-- show the details of every interface'
	wait_screen '^--all-netns  *-- look into every network namespace'
}

@test "fish: choices with what they are" {
	with_fish
	type_text 'lsys '
	press Tab
	wait_screen 'ifinfo  *(show network interfaces)'
	press Escape C-u
	type_text 'lsys ifinfo --a'
	press Tab Tab
	wait_screen '--all  *(show the details of every interface)'
}
