namespace Moltbot.Bench.Clients;

/// <summary>What a connection says that it is.</summary>
/// <param name="Client">The client's id.</param>
/// <param name="Mode">Its mode.</param>
/// <param name="Role"><c>operator</c> or <c>node</c>.</param>
/// <param name="Scopes">What it asks for.</param>
/// <param name="Caps">What a node can.</param>
/// <param name="Commands">What a node runs.</param>
internal sealed record BenchPeer(
    string Client, string Mode, string Role, IReadOnlyList<string> Scopes, IReadOnlyList<string> Caps, IReadOnlyList<string> Commands)
{
    /// <summary>An operator, as the original's command line connects.</summary>
    public static BenchPeer Operator { get; } = new("cli", "cli", "operator", ["operator.admin", "operator.approvals", "operator.pairing"], [], []);

    /// <summary>The installation's operator, who makes tenants.</summary>
    public static BenchPeer TenantOperator { get; } = Operator with { Scopes = ["operator.admin", "moltbot.tenants"] };

    /// <summary>A node that runs tools.</summary>
    public static BenchPeer Runner { get; } = new("node-host", "node", "node", [], ["tools"], ["tools.run", "tools.cancel"]);
}
