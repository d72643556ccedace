using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Loading;

/// <summary>Finds what a tenant's document may not say: everything through which it would reach the operator's host, or take too much of it.</summary>
internal static class TenantCheck
{
    private static readonly string[] AddressKeys = ["baseUrl", "apiRoot", "gatewayRoot", "httpUrl", "serverUrl", "cdpUrl", "endpoint", "proxy"];

    public static IReadOnlyList<ConfigIssue> Find(JsonNode? parsed, TenantRestrictions restrictions)
    {
        var issues = new List<ConfigIssue>();
        Visit(parsed, "", restrictions, issues);
        issues.AddRange(HostKeys.Find(parsed));
        if (AccountsIn(parsed) is var accounts && accounts > restrictions.ChannelAccounts)
            issues.Add(new ConfigIssue("channels", $"{accounts} channel accounts; a tenant has at most {restrictions.ChannelAccounts}"));
        foreach (var path in VariableSubstitution.Uses(parsed))
            issues.Add(new ConfigIssue(path, "variables of the process (${NAME}) are not available to a tenant; write the value itself"));
        return issues;
    }

    private static void Visit(JsonNode? node, string path, TenantRestrictions restrictions, List<ConfigIssue> issues)
    {
        if (node is JsonArray list)
        {
            for (var index = 0; index < list.Count; index++)
                Visit(list[index], Inspection.Join(path, index.ToString(System.Globalization.CultureInfo.InvariantCulture)), restrictions, issues);
        }
        if (node is not JsonObject shape)
            return;
        foreach (var (key, value) in shape)
        {
            var place = Inspection.Join(path, key);
            if (Complaint(place, key, value, restrictions) is { } complaint)
                issues.Add(new ConfigIssue(place, complaint));
            else
                Visit(value, place, restrictions, issues);
        }
    }

    private static string? Complaint(string place, string key, JsonNode? value, TenantRestrictions restrictions)
    {
        if (key == IncludeResolver.Key)
            return "files of the host ($include) are not available to a tenant";
        if (place == "env")
            return "env is not available to a tenant: the environment belongs to the operator";
        if (place is "agents.defaults.cliBackends")
            return "command-line model back ends are not available to a tenant; use models.providers";
        if (restrictions.TokenPrefix is { } prefix && Credential(place, value, prefix) is { } credential)
            return credential;
        var isAddress = AddressKeys.Contains(key, StringComparer.Ordinal) && !restrictions.AllowPrivateAddresses;
        return isAddress && Kinds.Text(value) is { } address && PrivateAddresses.IsPrivate(address)
            ? "private addresses need the operator's permission; use a public address"
            : null;
    }

    /// <summary>A channel without a list of accounts has one.</summary>
    private static int AccountsIn(JsonNode? document) =>
        document is JsonObject root && root["channels"] is JsonObject channels
            ? channels.Where(static channel => channel.Key != "defaults").Sum(static channel => channel.Value is JsonObject settings
                ? Math.Max(1, (settings["accounts"] as JsonObject)?.Count ?? 0)
                : 0)
            : 0;

    private static string? Credential(string place, JsonNode? value, string prefix) => place switch
    {
        "gateway.auth.password" => "passwords are not available to a tenant: the gateway finds the tenant by its token",
        "gateway.auth.mode" when Kinds.Text(value) is { } mode && mode != "token" => "a tenant's mode is token: the gateway finds the tenant by it",
        "gateway.auth.token" when Kinds.Text(value)?.StartsWith(prefix, StringComparison.Ordinal) != true || Kinds.Text(value)!.Length < prefix.Length + TenantRestrictions.MinTokenSecret =>
            $"a tenant's token begins with {prefix}, by which the gateway finds the tenant, and has at least {TenantRestrictions.MinTokenSecret} characters after it",
        _ => null,
    };
}
