using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Configuration;

/// <summary>Canonical forms of ids that stand in the configuration.</summary>
public static class ConfigIds
{
    public const string MainAgent = "main";

    public const string DefaultAccount = "default";

    /// <summary>An agent id; <c>main</c> when nothing usable is left.</summary>
    public static string Agent(string? id) => IdNormalization.AgentId(id);

    /// <summary>An account id; <c>default</c> when nothing usable is left.</summary>
    public static string Account(string? id) => IdNormalization.AccountId(id);
}
