using Moltbot.Policy.Configuration;
using Moltbot.Policy.Exec.Environment;

namespace Moltbot.Policy.Sandboxes;

/// <summary>What the configuration says of one agent's sandboxes; the agent's own keys first, each by itself (security.md §8).</summary>
/// <param name="Scope">Which sessions share one; <see cref="SandboxScope.Agent"/> where nothing is said.</param>
/// <param name="WorkspaceAccess"><c>none</c>, <c>ro</c> or <c>rw</c>: what it sees of the agent's workspace; <c>none</c> where nothing is said.</param>
/// <param name="HasNetwork">Whether it has a network; not where nothing is said.</param>
public sealed record SandboxSettings(SandboxScope Scope, string WorkspaceAccess, bool HasNetwork)
{
    private const string SharedKey = "shared";

    /// <summary>When its folder is thrown away.</summary>
    public SandboxPruning Pruning { get; init; } = SandboxPruning.Default;

    /// <summary>What it may use at most.</summary>
    public SandboxCeilings Ceilings { get; init; } = new();

    /// <summary>Variables of what runs in it, those that it may have (<c>docker.env</c>, attack E7); null for none.</summary>
    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    /// <summary>Reads them.</summary>
    public static SandboxSettings Of(ConfigDocument document, string agentId)
    {
        var own = document.Agents.Find(agentId)?.Section.Section("sandbox") ?? default;
        var all = document.Agents.Defaults.Section.Section("sandbox");
        var scope = ScopeOf(own) ?? ScopeOf(all) ?? SandboxScope.Agent;

        // What one agent says of a sandbox that all share would be said of everybody's.
        var network = (scope == SandboxScope.Shared ? null : own.Section("docker").Text("network")) ?? all.Section("docker").Text("network");
        var access = own.String("workspaceAccess") ?? all.String("workspaceAccess");
        return new SandboxSettings(scope, access is "ro" or "rw" ? access : "none", network is not (null or "none"))
        {
            Pruning = SandboxPruning.Of(own, all, scope),
            Ceilings = SandboxCeilings.Of(own, all, scope),
            Variables = VariablesOf(scope == SandboxScope.Shared ? default : own.Section("docker"), all.Section("docker")),
        };
    }

    /// <summary>Names the sandbox of a session; sessions with the same name share one.</summary>
    /// <param name="agentId">The session's agent.</param>
    /// <param name="sessionKey">The canonical session key.</param>
    public string KeyOf(string agentId, string sessionKey) => Scope switch
    {
        SandboxScope.Session => sessionKey,
        SandboxScope.Shared => SharedKey,
        _ => $"agent:{agentId}",
    };

    private static IReadOnlyDictionary<string, string>? VariablesOf(ConfigSection own, ConfigSection all)
    {
        var mine = own.Texts("env");
        var asked = all.Texts("env").Where(each => !mine.ContainsKey(each.Key)).Concat(mine);
        return ExecEnvironment.Of(asked).Variables is { Count: > 0 } variables ? variables.ToDictionary(StringComparer.Ordinal) : null;
    }

    private static SandboxScope? ScopeOf(ConfigSection sandbox) => sandbox.String("scope") switch
    {
        "session" => SandboxScope.Session,
        "agent" => SandboxScope.Agent,
        "shared" => SandboxScope.Shared,
        _ => sandbox.Bool("perSession") switch
        {
            true => SandboxScope.Session,
            false => SandboxScope.Shared,
            null => null,
        },
    };
}
