namespace Moltbot.Architecture.Tests;

/// <summary>
/// Attack E14: whoever wants to run something, from whatever entry, meets one decision and one permission. Nothing else in the product
/// may decide, permit, or start a program; whoever adds a way to run something has to come through these files or change this list.
/// </summary>
public sealed class ExecDecisionTests
{
    private static readonly string[] Product = ["policy", "protocol", "embedded", "models", "grain-interfaces", "storage", "grains", "client", "cli", "identity", "silo", "runner"];

    [Theory]
    [InlineData("ExecPolicy.Decide(", "grains/Approvals/ExecPolicyGrain.cs")]
    [InlineData("new ExecGrant", "grains/Approvals/ApprovalGrain.Redeem.cs")]
    [InlineData("Approved, true", "policy/Nodes/NodeRun.cs")]
    [InlineData("new NodeInvokeRequestedEvent", "grains/Nodes/NodeRouteGrain.cs")]
    [InlineData(".RedeemOwn(", "grains/Nodes/NodeRouteGrain.cs")]
    public void Only_one_place(string code, string place) => Places(code).ShouldBe([place]);

    /// <summary>Nothing of the product starts a program, of anybody's choosing, but for the place of the runner that starts its sandboxes, and the one that starts the runner.</summary>
    [Fact]
    public void The_server_starts_no_program() =>
        Places(static code => SourceText.Uses(code, "Process") || code.Contains("ProcessStartInfo", StringComparison.Ordinal))
            .ShouldBe(["silo/Up/Runners/RunnerProcess.cs", "runner/Processes/ChildProcess.cs"], ignoreOrder: true);

    /// <summary>Nor does a library do it for it: this one's transport by standard input and output starts programs outside of every sandbox.</summary>
    [Fact]
    public void No_library_starts_a_program() => Places("StdioClientTransport").ShouldBeEmpty();

    private static List<string> Places(string code) => Places(text => text.Contains(code, StringComparison.Ordinal));

    private static List<string> Places(Func<string, bool> isMeant) =>
    [
        .. Repository.Sources(Product).Where(path => isMeant(SourceText.CodeOf(path)))
            .Select(static path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')),
    ];
}
