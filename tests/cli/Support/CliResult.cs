using System.Text.Json.Nodes;

namespace Moltbot.Cli.Tests.Support;

/// <summary>What a run left behind.</summary>
internal sealed record CliResult(int ExitCode, string Out, string Error)
{
    public JsonNode Json => JsonNode.Parse(Out)!;

    /// <summary>Both streams.</summary>
    public string All => Out + "\n" + Error;

    /// <summary>Fails unless the run ended with this code.</summary>
    public CliResult Expect(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, All);
        return this;
    }
}
