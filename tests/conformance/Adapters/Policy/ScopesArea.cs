using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Scopes;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>gateway_scopes: who may call what.</summary>
public sealed class ScopesArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("listGatewayMethods", _ => GatewayMethods.Advertised.ToJson()),
        new("coreGatewayHandlers", _ => CoreHandlers().ToJson()),
        new("GATEWAY_EVENTS", _ => GatewayEvents.Advertised.ToJson()),
        new("authorizeGatewayMethod", Authorize),
        new("handleGatewayRequest", Handle),
        new("gatewayMethods", _ => MethodTable.All.Keys
            .Where(method => method.StartsWith("device.", StringComparison.Ordinal))
            .OrderBy(method => GatewayMethods.Advertised.ToList().IndexOf(method)).ToJson()),
    ];

    public IEnumerable<Difference> Differences =>
    [
        new(
            "authorizeGatewayMethod",
            input => input.TryGetProperty("client", out var client) && client.ValueKind == JsonValueKind.Null,
            "A call without connect information is refused: there is no caller here that is not checked."),
    ];

    // The two approval methods are added beside the core's at start; our own are no part of the original's list.
    private static IEnumerable<string> CoreHandlers() =>
        GatewayMethods.Advertised.Concat(GatewayMethods.Unadvertised)
            .Except([GatewayMethods.ExecApprovalRequest, GatewayMethods.ExecApprovalResolve], StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    private static JsonNode? Authorize(JsonElement input)
    {
        var method = input.Text("method")!;
        if (input.Get("profiles") is not null)
        {
            return Matrix(method);
        }

        if (input.Get("client") is not { } client)
        {
            return Error("missing connect information");
        }

        var decision = MethodAuthorization.Decide(method, client.Text("role"), client.Texts("scopes") ?? []);
        return decision.Allowed ? "allow" : Error(decision.Message!);
    }

    private static JsonObject Matrix(string method)
    {
        var matrix = new JsonObject();
        foreach (var scope in OperatorScopes.All)
        {
            matrix[scope] = Verdict(method, GatewayRoles.Operator, [scope]);
        }

        matrix["operator(no scopes)"] = Verdict(method, GatewayRoles.Operator, []);
        matrix["node"] = Verdict(method, GatewayRoles.Node, []);
        return matrix;
    }

    private static string Verdict(string method, string role, string[] scopes)
    {
        var decision = MethodAuthorization.Decide(method, role, scopes);
        return decision.Message ?? "allow";
    }

    private static JsonNode? Handle(JsonElement input)
    {
        var method = input.Text("method")!;
        var decision = MethodAuthorization.Decide(method, GatewayRoles.Operator, input.Texts("scopes") ?? []);
        var message = decision.Message ?? (MethodTable.IsKnown(method) ? null : $"unknown method: {method}");
        return message is null ? "allow" : new JsonObject { ["ok"] = false, ["error"] = Error(message) };
    }

    private static JsonObject Error(string message) => new() { ["code"] = "INVALID_REQUEST", ["message"] = message };
}
