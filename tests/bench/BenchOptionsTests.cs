namespace Moltbot.Bench.Tests;

public sealed class BenchOptionsTests
{
    [Fact]
    public void Reads_what_is_asked_for()
    {
        var options = BenchOptions.Parse(["--silo", "s", "--engine", "embedded", "--quick", "--only", "chat, rpc", "--out", "o"]);

        options.IsQuick.ShouldBeTrue();
        options.Includes("rpc").ShouldBeTrue();
        options.Includes("memory").ShouldBeFalse();
        options.OutPath.ShouldBe("o");
    }

    [Fact]
    public void Includes_everything_when_nothing_is_named() =>
        BenchOptions.Parse(["--silo", "s", "--engine", "e"]).Includes("memory").ShouldBeTrue();

    [Theory]
    [InlineData("--sessions")]
    [InlineData("--silo")]
    [InlineData("--quick")]
    public void Says_what_is_wrong(string argument) =>
        Should.Throw<BenchException>(() => BenchOptions.Parse([argument])).Message.ShouldContain("usage: moltbot bench");
}
