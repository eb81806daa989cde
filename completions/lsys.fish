# fish completion for lsys. All knowledge is in the program: it is asked for what the last word can become.

function __lsys_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l cmd (string replace -r '.*/' '' -- $words[1])
    set -e words[1]
    if test "$cmd" != lsys
        set words (string replace -r '^lsys-' '' -- $cmd) $words
    end
    set -l bin lsys
    set -q LSYS_BIN; and set bin $LSYS_BIN
    for line in ($bin __complete $words 2>/dev/null)
        switch $line
            case ':file'
                __fish_complete_path (commandline -ct)
            case ':dir'
                __fish_complete_directories (commandline -ct)
            case '*'
                echo $line
        end
    end
end

complete -c lsys -f -a '(__lsys_complete)'
