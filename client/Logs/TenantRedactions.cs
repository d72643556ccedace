using System.Collections.Concurrent;
using Moltbot.GrainInterfaces;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Redaction;

namespace Moltbot.Gateway.Logs;

/// <summary>
/// What is taken out of each tenant's texts: by its own patterns as far as its configuration was read here, by the built-in ones in any
/// case. What belongs to no tenant goes by the patterns of the installation's own.
/// </summary>
public sealed class TenantRedactions
{
    private readonly ConcurrentDictionary<string, (RedactionRules Logs, RedactionRules Tools)> _rules = new(StringComparer.Ordinal);

    /// <summary>For log lines of a tenant; with null, for lines that the operator reads.</summary>
    public RedactionRules ForLogs(string? tenant) => _rules.TryGetValue(tenant ?? TenantId.Default, out var own) ? own.Logs : RedactionRules.Default;

    /// <summary>For what a tenant's tools say.</summary>
    public RedactionRules ForTools(string tenant) => _rules.TryGetValue(tenant, out var own) ? own.Tools : RedactionRules.Default;

    /// <summary>Takes in what a tenant's configuration says. Only what differs from the built-in rules is kept.</summary>
    internal void Learn(string tenant, LoggingConfig logging)
    {
        if (logging is { RedactSensitive: true, RedactPatterns.Count: 0 })
        {
            _rules.TryRemove(tenant, out _);
        }
        else
        {
            _rules[tenant] = (RedactionRules.ForLogs(logging), RedactionRules.ForTools(logging));
        }
    }
}
