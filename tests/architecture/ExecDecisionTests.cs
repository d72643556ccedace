namespace Moltbot.Architecture.Tests;

/// <summary>
/// Attack E14: whoever wants to run something, from whatever entry, meets one decision and one permission. Nothing else in the product
/// may decide, permit, or start a program; whoever adds a way to run something has to come through these files or change this list.
/// </summary>
public sealed class ExecDecisionTests
{
    private static readonly string[] Product = ["policy", "protocol", "embedded", "models", "grain-interfaces", "storage", "grains", "client", "cli", "silo"];

    [Theory]
    [InlineData("ExecPolicy.Decide(", "grains/Approvals/ExecPolicyGrain.cs")]
    [InlineData("new ExecGrant", "grains/Approvals/ApprovalGrain.Redeem.cs")]
    [InlineData("Approved, true", "policy/Nodes/NodeRun.cs")]
    [InlineData("new NodeInvokeRequestedEvent", "grains/Nodes/NodeRouteGrain.cs")]
    [InlineData(".RedeemOwn(", "grains/Nodes/NodeRouteGrain.cs")]
    public void Only_one_place(string code, string place) => Places(code).ShouldBe([place]);

    /// <summary>The server starts no program of anybody's choosing. What starts one is listed with what it starts.</summary>
    [Fact]
    public void The_server_starts_no_program() =>
        Places("ProcessStartInfo").Concat(Places("Process.Start(")).Distinct(StringComparer.Ordinal)
            .Where(static place => !place.StartsWith("cli/", StringComparison.Ordinal))
            .ShouldBeEmpty();

    private static List<string> Places(string code) =>
    [
        .. Repository.Sources(Product).Where(path => File.ReadLines(path).Any(line => line.Contains(code, StringComparison.Ordinal) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)))
            .Select(static path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')),
    ];
}
