using Moltbot.Policy.Exec.SafeBins;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>What the filters that need no list may be given, option by option; attack E1.</summary>
public sealed class SafeBinGrammarTests
{
    [Theory]
    [InlineData("head", "-q -v -z -5 -n5 -c5 --quiet --silent --verbose --zero-terminated --lines=5 --bytes=5k", "")]
    [InlineData("tail", "-q -v -z -5 -n+5 -c-5 --quiet --silent --verbose --zero-terminated --lines=+5 --bytes=5M", "")]
    [InlineData("wc", "-c -m -l -L -w -lw --bytes --chars --lines --max-line-length --words", "")]
    [InlineData("cut", "-n -s -z -b1 -c1,3 -f1-3 -d: --complement --only-delimited --zero-terminated --bytes=1 --characters=1 --fields=1 --delimiter=: --output-delimiter=ab", "")]
    [InlineData("uniq", "-c -d -D -i -u -z -f1 -s1 -w1 --count --repeated --ignore-case --unique --zero-terminated --skip-fields=1 --skip-chars=1 --check-chars=1", "")]
    [InlineData(
        "sort",
        "-b -d -f -g -h -i -M -n -R -r -V -c -C -m -s -u -z -k1 -t: --ignore-leading-blanks --dictionary-order --ignore-case --general-numeric-sort --human-numeric-sort "
        + "--ignore-nonprinting --month-sort --numeric-sort --random-sort --reverse --version-sort --check --stable --unique --zero-terminated --key=1 --field-separator=:",
        "-")]
    [InlineData("tr", "-c -C -d -s -t --complement --delete --squeeze-repeats --truncate-set1", "a b")]
    [InlineData(
        "grep",
        "-E -F -G -i -v -w -x -c -l -L -o -q -s -n -H -h -b -z -a -T -U -m1 -A1 -B1 -C1 --extended-regexp --fixed-strings --basic-regexp --ignore-case --no-ignore-case --invert-match "
        + "--word-regexp --line-regexp --count --files-with-matches --files-without-match --only-matching --quiet --silent --no-messages --line-number --with-filename --no-filename "
        + "--byte-offset --null-data --text --initial-tab --max-count=1 --after-context=1 --before-context=1 --context=1",
        "x")]
    [InlineData("grep", "-ex --regexp=x", "-")]
    [InlineData(
        "jq",
        "-r -c -n -s -R -e -S -M -C -j -a --raw-output --compact-output --null-input --slurp --raw-input --exit-status --sort-keys --monochrome-output --color-output --join-output "
        + "--ascii-output --tab --unbuffered --seq --stream",
        ".x")]
    public void Each_option_of_a_filter_is_taken(string filter, string options, string operands)
    {
        foreach (var option in options.Split(' '))
        {
            Accepts($"{filter} {option} {operands}").ShouldBeTrue(option);
        }
    }

    [Theory]
    [InlineData("head -n 5", true)]
    [InlineData("head -n", false)]
    [InlineData("head -n 5b", true)]
    [InlineData("head -n 5x", false)]
    [InlineData("head -n -", false)]
    [InlineData("head -999999999999", true)]
    [InlineData("head -9999999999999", false)]
    [InlineData("head -n 999999999999kB", true)]
    [InlineData("head -n 999999999999kkB", false)]
    [InlineData("head --lines", false)]
    [InlineData("head --lines=", false)]
    [InlineData("head --quiet=1", false)]
    [InlineData("wc -5", false)]
    [InlineData("uniq -f 1 -c -", true)]
    [InlineData("uniq -fx", false)]
    [InlineData("cut -f 1-3,5", true)]
    [InlineData("cut -f x", false)]
    [InlineData("cut -f 1x", false)]
    [InlineData("cut -b", false)]
    [InlineData("cut -d ab -f 1", false)]
    [InlineData("cut -d \\0 -f 1", true)]
    [InlineData("cut -d \\1 -f 1", false)]
    [InlineData("cut -d \U0001f600 -f 1", true)]
    [InlineData("sort -k 2,3nr -t \\0", true)]
    [InlineData("sort -k 1.2bdfghiMnRrV", true)]
    [InlineData("sort -k n", false)]
    [InlineData("sort -k 1x", false)]
    [InlineData("tr", false)]
    [InlineData("tr a", true)]
    [InlineData("tr a b", true)]
    [InlineData("tr a b c", false)]
    [InlineData("grep", false)]
    [InlineData("grep x -", true)]
    [InlineData("grep x y", false)]
    [InlineData("grep -e x", true)]
    [InlineData("grep --regexp=x", true)]
    [InlineData("grep -v", false)]
    [InlineData("grep -e x -", true)]
    [InlineData("grep -e x y", false)]
    [InlineData("grep --regexp=x y", false)]
    [InlineData("grep -m x y", false)]
    [InlineData("grep -- -x", true)]
    [InlineData("grep -- -x -y", false)]
    [InlineData("grep x -v", false)]
    [InlineData("jq --indent 2 .x", true)]
    [InlineData("jq --arg a b .x", true)]
    [InlineData("jq --argjson a 1 .x", true)]
    [InlineData("jq --arg a .x", false)]
    [InlineData("jq --arg a", false)]
    [InlineData("jq", false)]
    [InlineData("jq .x .y", false)]
    [InlineData("jq modulemeta", false)]
    [InlineData("jq input_filename", false)]
    [InlineData("jq get_search_list", false)]
    [InlineData("jq $__prog_args", false)]
    [InlineData("jq .environment", true)]
    [InlineData("cat", false)]
    public void A_value_is_of_its_options_kind_and_an_operand_is_no_file(string command, bool expected) => Accepts(command).ShouldBe(expected);

    [Fact]
    public void A_value_has_an_end()
    {
        SafeBinGrammars.Accepts(["cut", "-f", new string('1', 256)]).ShouldBeTrue();
        SafeBinGrammars.Accepts(["cut", "-f", new string('1', 257)]).ShouldBeFalse();
        SafeBinGrammars.Accepts(["cut", "-f", ""]).ShouldBeFalse();
        SafeBinGrammars.Accepts(["sort", "-k", new string('1', 32)]).ShouldBeTrue();
        SafeBinGrammars.Accepts(["sort", "-k", new string('1', 33)]).ShouldBeFalse();
        SafeBinGrammars.Accepts(["sort", "-k", ""]).ShouldBeFalse();
        SafeBinGrammars.Accepts(["sort", "-t", ""]).ShouldBeFalse();
    }

    [Fact]
    public void Configured_names_are_trimmed_and_in_lower_case_and_an_empty_list_is_none()
    {
        SafeBinSettings.Resolve([" JQ ", " ", "wc"]).Order().ShouldBe(["jq", "wc"]);
        SafeBinSettings.Resolve([]).ShouldBeEmpty();
        SafeBinSettings.Resolve(null).Order().ShouldBe(["cut", "grep", "head", "jq", "sort", "tail", "tr", "uniq", "wc"]);
    }

    private static bool Accepts(string command) => SafeBinGrammars.Accepts(command.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
