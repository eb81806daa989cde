# bash completion for lsys and for the names that lsys --install links.
# All knowledge is in the program: it is asked for what the last word can become.

_lsys() {
	local cur=${COMP_WORDS[COMP_CWORD]} line=("${COMP_WORDS[@]:1:COMP_CWORD}") cmd=${COMP_WORDS[0]##*/} i word
	local -a words=()
	# bash splits words at '=' and ':'; lsys wants them whole.
	for ((i = 0; i < ${#line[@]}; i++)); do
		word=${line[i]}
		if ((i > 0)) && { [[ $word == [=:]* ]] || [[ ${words[-1]} == *[=:] && ${words[-1]} == --* ]]; }; then
			words[-1]+=$word
		else
			words+=("$word")
		fi
	done
	case $cmd in
	lsys) ;;
	lsys-*) words=("${cmd#lsys-}" "${words[@]}") ;;
	*) words=("$cmd" "${words[@]}") ;;
	esac
	local full=${words[-1]} strip=
	if [[ $full != "$cur" ]]; then
		strip=${full%"$cur"}
		[[ $cur == [=:] ]] && strip=$full && cur=
	fi
	COMPREPLY=()
	while IFS=$'\t' read -r word _; do
		case $word in
		:file) compopt -o filenames 2>/dev/null; mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$cur") ;;
		:dir) compopt -o filenames 2>/dev/null; mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$cur") ;;
		*) COMPREPLY+=("${word#"$strip"}") ;;
		esac
	done < <("${LSYS_BIN:-lsys}" __complete "${words[@]}" 2>/dev/null)
	# a list may go on behind the word
	[[ ${#COMPREPLY[@]} -eq 1 && ${words[-2]-} == -o ]] && compopt -o nospace 2>/dev/null
	return 0
}

complete -F _lsys lsys
# Names of other programs are completed here only where they lead to lsys.
_lsys_names() {
	local name path
	for name in $("${LSYS_BIN:-lsys}" --list 2>/dev/null); do
		complete -F _lsys "lsys-$name"
		path=$(type -P "$name") || continue
		[[ $(readlink -f "$path") == */lsys ]] && complete -F _lsys "$name"
	done
}
_lsys_names
unset -f _lsys_names
