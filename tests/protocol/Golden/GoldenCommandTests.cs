using Moltbot.Conformance.Golden;

namespace Moltbot.Protocol.Tests.Golden;

public sealed class GoldenCommandTests
{
    [Theory]
    [InlineData("--url", "ws://127.0.0.1:1", "--token", "t")]
    [InlineData("--cases", "x")]
    [InlineData("--cases", "x", "--url", "ws://127.0.0.1:1")]
    [InlineData("--cases", "x", "--url", "not a url", "--token", "t")]
    [InlineData("--cases", "x", "--what")]
    [InlineData("--cases", "x", "--insecure-url", "ws://127.0.0.1:1")]
    public async Task A_wrong_call_says_how(params string[] arguments)
    {
        using var output = new StringWriter();

        (await GoldenCommand.RunAsync(arguments, output, TestContext.Current.CancellationToken)).ShouldBe(2);

        output.ToString().ShouldContain("usage: golden --cases DIR");
    }

    [Fact]
    public async Task A_gateway_that_is_not_there_fails_each_conversation_and_the_run()
    {
        using var output = new StringWriter();
        string[] arguments = ["--cases", Path.Combine(AppContext.BaseDirectory, "cases"), "--url", "ws://127.0.0.1:1", "--token", "t"];

        (await GoldenCommand.RunAsync(arguments, output, TestContext.Current.CancellationToken)).ShouldBe(1);

        output.ToString().ShouldContain("Failed     golden_ws-001 connect-local-token-no-device");
        output.ToString().ShouldContain("NotCovered golden_ws-128 pw-cli-password: no gateway given");
        output.ToString().ShouldContain("golden: 121 conversations:");
    }
}
