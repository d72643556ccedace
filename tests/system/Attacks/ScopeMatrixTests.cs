using System.Text.Json.Nodes;
using Moltbot.Policy.Scopes;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.System.Tests.Attacks;

/// <summary>
/// Every method that there is, and some that there are not, by connections of every single scope and of both roles (A18, A19): what
/// the running system lets through is what the table of methods says, and nothing is open to all.
/// </summary>
public sealed class ScopeMatrixTests(AttackedSystem attacked) : IClassFixture<AttackedSystem>
{
    private static readonly string[] Unlisted =
        ["no.such", "HEALTH", "health ", "health\n", "config.get.", "config", "chat", "moltbot.", "moltbot.tenants", "moltbot.pairing", "Connect", "*"];

    public static TheoryData<string> EveryScope() => [.. OperatorScopes.All];

    /// <summary>Scopes that are none, or that no credential of a tenant gives.</summary>
    public static TheoryData<string> NoScope() => [OperatorScopes.Tenants, "viewer", "operator", "operator.*", "OPERATOR.ADMIN", "operator.admin "];

    [Theory]
    [MemberData(nameof(EveryScope))]
    public async Task A_scope_opens_what_the_table_lists_under_it_and_nothing_else(string scope)
    {
        await using GatewayTestClient client = await attacked.System.Connect(scope, new ConnectOptions { Scopes = [scope] });

        (await Disagreements(client, method => Missing(method, scope))).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(NoScope))]
    public async Task What_is_no_scope_opens_nothing(string text)
    {
        await using GatewayTestClient client = await attacked.System.Connect("none", new ConnectOptions { Scopes = [text] });

        (await Disagreements(client, static method => NeedOf(method) is { Scope: { } scope } ? $"missing scope: {scope}" : "unauthorized role: operator")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_is_let_to_the_methods_of_nodes_whatever_scopes_it_names()
    {
        await using GatewayTestClient node = await attacked.System.Connect("node", new ConnectOptions
        {
            Device = TestDevice.New(), Role = "node", ClientId = "node-host", Mode = "node", Scopes = OperatorScopes.All,
        });

        (await Disagreements(node, static method => NeedOf(method).Role == GatewayRoles.Node ? null : "unauthorized role: node")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_operators_own_token_opens_the_methods_of_tenants_and_nothing_of_a_tenant()
    {
        string token = (await File.ReadAllTextAsync(Path.Combine(attacked.State.Path, "operator-token"), TestContext.Current.CancellationToken)).Trim();
        await using GatewayTestClient client = await attacked.System.Connect(
            "operator", new ConnectOptions { Token = token, Scopes = [.. OperatorScopes.All, OperatorScopes.Tenants] });

        (await Disagreements(client, static method => Missing(method, OperatorScopes.Tenants))).ShouldBeEmpty();
    }

    /// <summary>Calls everything; answers where the system and the table differ.</summary>
    /// <param name="client">A connection.</param>
    /// <param name="refusal">What it must be told of a method; null where it must be let through.</param>
    private static async Task<List<string>> Disagreements(GatewayTestClient client, Func<string, string?> refusal)
    {
        var found = new List<string>();
        (await client.RequestAsync(GatewayMethods.Connect)).Message.ShouldBe("connect is only valid as the first request", "protocol §2, whoever asks");
        foreach (string method in MethodTable.All.Keys.Where(static method => method != GatewayMethods.Connect).Concat(Unlisted))
        {
            // Params that fit no method: who is let through is told so, and nothing is done.
            GatewayAnswer answer = await client.RequestAsync(method, new JsonObject { ["no-such-param"] = true }, TestContext.Current.CancellationToken);
            string? refused = answer.Message is { } message && (message.StartsWith("missing scope: ", StringComparison.Ordinal) || message.StartsWith("unauthorized role: ", StringComparison.Ordinal))
                ? message
                : null;
            if (refused != refusal(method) || (answer.Ok && !MethodTable.IsKnown(method)))
            {
                found.Add($"{method}: {answer.Frame.Text}, expected {refusal(method) ?? "to be let through"}");
            }
        }

        return found;
    }

    /// <summary>The refusal of an operator who holds one scope, by the table and the order of scopes (protocol §4), written out.</summary>
    private static string? Missing(string method, string scope)
    {
        MethodNeed need = NeedOf(method);
        bool holds = scope switch
        {
            OperatorScopes.Admin => need.Scope != OperatorScopes.Tenants,
            OperatorScopes.Write => need.Scope is OperatorScopes.Write or OperatorScopes.Read,
            _ => need.Scope == scope,
        };
        return need.Role != GatewayRoles.Operator ? "unauthorized role: operator" : holds ? null : $"missing scope: {need.Scope}";
    }

    /// <summary>What is in no row needs the most that a tenant gives.</summary>
    private static MethodNeed NeedOf(string method) => MethodTable.All.TryGetValue(method, out MethodNeed? need) ? need : MethodNeed.Admin;
}
