using Moltbot.Policy.Sandboxes;

namespace Moltbot.Runner.Tests;

/// <summary>What a runner takes for its arguments, and what it says of others.</summary>
public sealed class RunnerArgumentsTests
{
    private static readonly string[] Enough = ["--url", "ws://127.0.0.1:18789", "--token-file", "/run/token", "--state=/var/lib/runner"];

    [Fact]
    public void They_are_read() => RunnerArguments.Parse([.. Enough, "--name", "attic"], "machine").ShouldSatisfyAllConditions(
        read => read.Url.ShouldBe(new Uri("ws://127.0.0.1:18789")),
        read => read.TokenFile.ShouldBe("/run/token"),
        read => read.State.ShouldBe("/var/lib/runner"),
        read => read.Name.ShouldBe("attic"),
        read => read.TlsFingerprint.ShouldBeNull());

    [Fact]
    public void Without_a_name_it_is_the_machines() => RunnerArguments.Parse(Enough, "machine").Name.ShouldBe("machine");

    [Fact]
    public void The_back_end_is_the_one_that_was_named()
    {
        RunnerArguments.Parse(Enough, "machine").BackEnd.ShouldBe(SandboxBackEnd.Bubblewrap);
        RunnerArguments.Parse([.. Enough, "--sandbox", "podman", "--image", "tools:1", "--sandbox-network", "inner"], "machine").BackEnd
            .ShouldBe(SandboxBackEnd.Parse("podman", "tools:1", "inner", null));
    }

    [Fact]
    public void Help_is_no_failure() =>
        Should.Throw<RunnerFailure>(static () => RunnerArguments.Parse(["--help"], "machine")).ShouldSatisfyAllConditions(
            help => help.ExitCode.ShouldBe(ExitCodes.Ok), help => help.Message.ShouldBe(RunnerArguments.Help));

    [Theory]
    [InlineData("--url", "http://127.0.0.1:1", "--url takes")]
    [InlineData("--url", "ws://127.0.0.1:1/?token=hush", "--url takes")]
    [InlineData("--url", "ws://me:hush@127.0.0.1:1", "--url takes")]
    [InlineData("--token-file", "", "--token-file is needed")]
    [InlineData("--state", "", "--state is needed")]
    [InlineData("--tls-fingerprint", "12:34", "--tls-fingerprint takes")]
    [InlineData("--token", "hush", "unknown option: --token")]
    [InlineData("--name", null, "--name needs a value")]
    [InlineData("--sandbox", "none", "--sandbox is one of bubblewrap, docker, podman, not 'none'")]
    [InlineData("--sandbox", "docker", "--sandbox docker needs --image")]
    [InlineData("--image", "tools:1", "--image goes with --sandbox docker or podman")]
    public void What_is_wrong_is_named_and_no_secret_repeated(string name, string? value, string says)
    {
        string[] arguments = value is null ? [.. Enough, name] : [.. Enough, name, value];

        var failure = Should.Throw<RunnerFailure>(() => RunnerArguments.Parse(arguments, "machine"));

        failure.ExitCode.ShouldBe(ExitCodes.Usage);
        failure.Message.ShouldStartWith(says);
        failure.Message.ShouldNotContain("hush");
    }
}
