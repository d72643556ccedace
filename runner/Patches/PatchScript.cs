namespace Moltbot.Runner.Patches;

/// <summary>
/// Changes several files in one go, inside a sandbox. Four words a file: its path, the file that it has its mode from, the bytes that it gets
/// from the input or "-" when it goes, and the SHA-256 that it has to have, "*" for any, or "-" where nothing may be. All of them are looked
/// at, then all are written beside their places, and only then does the first one move. It prints the number, from 0, of the file that it fails at.
/// </summary>
internal static class PatchScript
{
    /// <summary>The exit code where a file is there that may not be; the others are those of the file tools.</summary>
    public const int IsThere = 48;

    /// <summary>The exit code where some files were moved already.</summary>
    public const int InPart = 49;

    public const string Text = """
        fail() { printf %s "$i"; exit "$1"; }
        check() {
          i=0
          while [ $# -gt 0 ]; do
            d=$(/usr/bin/dirname -- "$1")
            case "$(/usr/bin/realpath -m -- "$d")" in /workspace|/workspace/*) ;; *) fail 47 ;; esac
            [ ! -d "$1" ] || fail 42
            if [ "$4" = - ]; then
              [ ! -e "$1" ] && [ ! -L "$1" ] || fail 48
            else
              [ -e "$1" ] || fail 41
              [ -f "$1" ] || fail 43
              if [ "$4" != '*' ]; then
                h=$(/usr/bin/sha256sum <"$1") || fail 44
                [ "${h%% *}" = "$4" ] || fail 45
              fi
            fi
            i=$((i+1)); shift 4
          done
        }
        stage() {
          i=0
          while [ $# -gt 0 ]; do
            if [ "$3" != - ]; then
              d=$(/usr/bin/dirname -- "$1")
              /usr/bin/mkdir -p -- "$d" || fail 44
              t=$(/usr/bin/mktemp "$d/.moltbot-XXXXXXXXXX") || fail 44
              eval "t$i=\$t"; staged="$staged $i"
              /usr/bin/head -c "$3" >"$t" || fail 44
              [ "$(/usr/bin/stat -c %s -- "$t")" = "$3" ] || fail 44
              if [ -f "$2" ]; then /usr/bin/chmod --reference="$2" -- "$t"; else /usr/bin/chmod 644 -- "$t"; fi || fail 44
            fi
            i=$((i+1)); shift 4
          done
        }
        move() {
          i=0
          while [ $# -gt 0 ]; do
            if [ "$3" = - ]; then /usr/bin/rm -f -- "$1"; else eval "/usr/bin/mv -f -T -- \"\$t$i\" \"\$1\""; fi || fail $((i > 0 ? 49 : 44))
            i=$((i+1)); shift 4
          done
        }
        trap 'for i in $staged; do eval "/usr/bin/rm -f -- \"\$t$i\""; done' EXIT
        check "$@"
        stage "$@"
        check "$@"
        move "$@"
        """;
}
