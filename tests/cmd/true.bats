# lsys true beside coreutils' true.
load ../lib/nothing

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
}

@test "true: the words coreutils' takes, the same status, silence but for --help and --version alone" {
	answers true
}

@test "true: its two texts are written or it fails" {
	writes true 0
}

@test "true: by its own name" {
	named true 0
}

@test "true: from Lua" {
	run "$LSYS" lua -e 'local t = require "lsys"["true"]
		print(t(), t{}, t("--no-such-option"), t{"a", "b"}, (t("--help"):match "^Usage"))'
	[ "$output" = "true	true	true	true	Usage" ]
}
