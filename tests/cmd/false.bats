# lsys false beside coreutils' false.
load ../lib/nothing

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

@test "false: the words coreutils' takes, the same status, silence but for --help and --version alone" {
	answers false
}

@test "false: its two texts are written or it fails" {
	writes false 1
}

@test "false: by its own name" {
	named false 1
}

@test "false: from Lua it fails, without a reason" {
	run "$LSYS" lua -e 'local r, e, n = require "lsys"["false"]{"x"} print(r, e, n)'
	[ "$output" = "nil	false: failed without a word	5" ]
}
