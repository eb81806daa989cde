# For bats files: boxes, namespaces of a test's own, in which it is root and out of which nothing leaks.

# box <<'END': runs this script in new namespaces of every kind but users', in the test's directory, with the functions of
# inbox.bash; processes that it leaves end with it. The first command that fails ends it, and is shown.
box() {
	unshare --mount --net true 2>/dev/null || skip "namespaces cannot be made here"
	cat >"$BATS_TEST_TMPDIR/box.sh"
	(
		cd "$BATS_TEST_TMPDIR" || exit
		unshare --mount --net --pid --fork --ipc --uts --cgroup --mount-proc --kill-child \
			bash "$BATS_TEST_DIRNAME/../lib/inbox.bash" "$BATS_TEST_TMPDIR/box.sh" 3>&-
	)
}

# Skips the test unless all these programs are here.
needs() {
	local tool
	for tool; do
		command -v "$tool" >/dev/null || skip "$tool is not installed"
	done
}
