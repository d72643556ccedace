using Moltbot.Policy.Exec.Programs;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>Which words of an interpreter's arguments may be the file that it runs; attack E8.</summary>
public sealed class ScriptOperandTests
{
    [Theory]
    [InlineData("sh", "-e", "-c")]
    [InlineData("bash", "-x", "-c")]
    [InlineData("dash", "-e", "-c")]
    [InlineData("ash", "-e", "-c")]
    [InlineData("zsh", "-f", "-c")]
    [InlineData("ksh", "-e", "-c")]
    [InlineData("mksh", "-e", "-c")]
    [InlineData("csh", "-f", "-c")]
    [InlineData("tcsh", "-f", "-c")]
    [InlineData("fish", "-i", "-c")]
    [InlineData("python3", "-u", "-c")]
    [InlineData("python3", "-B", "-m")]
    [InlineData("pypy", "-u", "-m")]
    [InlineData("perl", "-w", "-e")]
    [InlineData("perl", "-n", "-E")]
    [InlineData("ruby", "-w", "-e")]
    [InlineData("node", "-i", "-p")]
    [InlineData("node", "-c", "-e")]
    [InlineData("nodejs", "-i", "-e")]
    [InlineData("tsx", "-i", "-e")]
    [InlineData("php", "-n", "-r")]
    [InlineData("lua", "-i", "-e")]
    [InlineData("luajit", "-i", "-e")]
    [InlineData("julia", "-q", "-e")]
    [InlineData("expect", "-n", "-c")]
    public void Behind_an_option_without_a_value_stands_the_file_and_text_in_place_of_it_is_none(string interpreter, string flag, string inline)
    {
        Files($"{interpreter} a b").ShouldBe("a");
        Files($"{interpreter} {flag} a b").ShouldBe("a");
        Files($"{interpreter} {inline} a b").ShouldBe("");
        Files($"{interpreter} -Y a b").ShouldBe("a b", "nobody knows whether it takes a value");
    }

    [Theory]
    [InlineData("rscript -e a", "")]
    [InlineData("guile -c a", "")]
    [InlineData("guile a b", "a")]
    [InlineData("rscript -t a b", "a b")]
    [InlineData("guile -t a b", "a b")]
    [InlineData("tclsh -t a b", "a b")]
    [InlineData("wish -t a b", "a b")]
    [InlineData("tclsh a b", "a")]
    [InlineData("wish a b", "a")]
    [InlineData("Rscript.exe a b", "a")]
    [InlineData("/usr/bin/python3.11 a b", "a")]
    [InlineData("node --eval a b", "")]
    [InlineData("node --print a b", "")]
    [InlineData("node --check a b", "a")]
    [InlineData("python -", "")]
    [InlineData("python - a", "")]
    [InlineData("python --", "")]
    [InlineData("python -Wx -- -a b", "-a")]
    [InlineData("ls a", "")]
    public void Only_what_an_interpreter_would_run_is_such_a_file(string command, string files) => Files(command).ShouldBe(files);

    [Theory]
    [InlineData("node", "--require --import --loader --experimental-loader --env-file --env-file-if-exists --conditions --title --disable-warning --openssl-config --icu-data-dir")]
    [InlineData("node", "--redirect-warnings --experimental-config-file --tsconfig")]
    [InlineData("bash", "--rcfile --init-file")]
    [InlineData("fish", "--init-command")]
    [InlineData("python", "--check-hash-based-pycs")]
    [InlineData("ruby", "--encoding --external-encoding --internal-encoding")]
    [InlineData("php", "--php-ini --define")]
    [InlineData("julia", "--project --load")]
    [InlineData("tclsh", "-encoding")]
    public void Behind_a_long_option_that_takes_a_value_either_word_may_be_the_file(string interpreter, string options)
    {
        foreach (var option in options.Split(' '))
        {
            Files($"{interpreter} {option} a b c").ShouldBe("a b", option);
        }
    }

    [Fact]
    public void A_link_of_another_name_to_an_interpreter_is_one() =>
        ScriptOperand.Of(new EffectiveProgram(["tool", "a", "b"], new ResolvedProgram("/opt/tool", "/usr/bin/python3.11"), ProgramKind.Interpreter)).ShouldBe(["a"]);

    private static string Files(string command) =>
        string.Join(' ', ScriptOperand.Of(new EffectiveProgram(command.Split(' '), null, ProgramKind.Interpreter)));
}
