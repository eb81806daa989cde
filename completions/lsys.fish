# fish completion for lsys and for the names that lsys --install links.
# All knowledge is in the program: it is asked for what the last word can become.

function __lsys
    set -l bin lsys
    set -q LSYS_BIN; and set bin $LSYS_BIN
    $bin $argv 2>/dev/null
end

function __lsys_complete
    set -l words (commandline -opc)
    # of the word at the cursor its quotes are to be taken off, though it may lack the one that ends it
    set -l typed (commandline -ct | string replace -r '(?<!\\\\)((\\\\\\\\)*)\\\\$' '$1')
    set -l last
    for quote in '' \' '"'
        set last (string unescape -- $typed$quote); and break
    end
    set -l cmd (string replace -r '.*/' '' -- $words[1])
    set -e words[1]
    test "$cmd" = lsys; or set -p words (string replace -r '^lsys-' '' -- $cmd)
    for line in (__lsys __complete $words "$last")
        switch $line
            case ':file'
                __fish_complete_path (commandline -ct)
            case ':dir'
                __fish_complete_directories (commandline -ct)
            case ':list' # fish itself adds no space behind a comma
            case '*'
                echo $line
        end
    end
end

complete -c lsys -f -a '(__lsys_complete)'
# Names of other programs are completed here only where they lead to lsys.
for name in (__lsys --list)
    complete -c lsys-$name -f -a '(__lsys_complete)'
    set -l path (command -s $name)
    and test (realpath $path) = (realpath (command -s lsys) 2>/dev/null)
    and complete -c $name -f -a '(__lsys_complete)'
end
