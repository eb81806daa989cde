# bash completion for lsys and for the names that lsys --install links.
# All knowledge is in the program: it is asked for what the last word can become.

# What stands before the cursor, as the shell will read it: words without their quotes into "words", the last of them
# being completed. "state" is what the cursor is in: a quote, a backslash, or nothing; "redirect" is set when the last
# word is a file that a redirection names. COMP_WORDS will not do: it is cut at = : @ and keeps quotes.
_lsys_words() {
	local line=${COMP_LINE:0:COMP_POINT} word='' some='' i c
	words=() state='' redirect=''
	for ((i = 0; i < ${#line}; i++)); do
		c=${line:i:1}
		case $state$c in
		\\?) word+=$c state='' ;;
		\"\\) state=$'"\\' ;;
		\"\\[\"\\\$\`]) word+=$c state=\" ;;
		\"\\?) word+=\\$c state=\" ;;
		"''" | '""') state='' ;;
		[\'\"]?) word+=$c ;;
		[\'\"\\]) state=$c some=1 ;;
		[[:blank:]])
			[[ -z $some || $redirect ]] || words+=("$word")
			[[ -z $some ]] || redirect=''
			word='' some=''
			;;
		[\<\>])
			[[ -z $some || $redirect || $word == *([0-9]) ]] || words+=("$word")
			word='' some='' redirect=1
			;;
		*) word+=$c some=1 ;;
		esac
	done
	words+=("$word")
}

_lsys() {
	local state redirect typed word quoted line nospace=''
	local -a words
	local before=$2
	_lsys_words
	if [[ $redirect ]]; then
		compopt -o default
		return
	fi
	typed=${words[-1]}
	[[ $state != *\\ ]] || before=${before%\\}
	words[0]=${words[0]##*/}
	case ${words[0]} in
	lsys) unset 'words[0]' ;;
	lsys-*) words[0]=${words[0]#lsys-} ;;
	esac
	COMPREPLY=()
	while IFS= read -r line; do
		word=${line%%$'\t'*}
		case $word in
		:file) compopt -o default ;;
		:dir) compopt -o dirnames ;;
		:list) nospace=1 ;;
		*)
			# what is typed stays as it is; what is added is quoted for where the cursor is
			word=${word:${#typed}}
			case $state in
			\'*) quoted=${word//\'/"'\\''"} ;;
			\"*)
				quoted=${word//\\/\\\\} quoted=${quoted//\"/\\\"} quoted=${quoted//\$/\\\$} quoted=${quoted//\`/\\\`}
				quoted=${quoted//\!/"\"'!'\""}
				;;
			*) quoted= && [[ -z $word ]] || printf -v quoted %q "$word" ;;
			esac
			COMPREPLY+=("$before$quoted")
			;;
		esac
	done < <("${LSYS_BIN:-lsys}" __complete "${words[@]}" 2>/dev/null)
	[[ -z $nospace || ${#COMPREPLY[@]} -ne 1 ]] || compopt -o nospace
}

# Names of other programs are completed here only where they lead to lsys.
_lsys_names() {
	local name path self
	self=$(type -P "${LSYS_BIN:-lsys}") || return
	complete -o nosort -F _lsys lsys
	for name in $("$self" --list); do
		complete -o nosort -F _lsys "lsys-$name"
		path=$(type -P "$name") && [[ $path -ef $self ]] && complete -o nosort -F _lsys "$name"
	done
}
_lsys_names
unset -f _lsys_names
