namespace Moltbot.Policy.Workspaces;

/// <summary>
/// The files of an agent's workspace that its prompts tell of (runtime.md §9), and of which a prompt tells. Who speaks in a turn decides, not which folder
/// its tools see: a prompt can be talked out of a model.
/// </summary>
public static class ContextFiles
{
    /// <summary>Most characters of one file that are told, whatever the configuration says: that much of the worst text still fits into a frame.</summary>
    public const int MaxChars = 60_000;

    /// <summary>How the assistant works.</summary>
    public const string Agents = "AGENTS.md";

    /// <summary>Its manner.</summary>
    public const string Soul = "SOUL.md";

    /// <summary>Its name.</summary>
    public const string Identity = "IDENTITY.md";

    /// <summary>Notes on tools: devices, hosts, voices.</summary>
    public const string Tools = "TOOLS.md";

    /// <summary>Of the owner.</summary>
    public const string User = "USER.md";

    /// <summary>What is to be remembered of the owner's matters.</summary>
    public const string Memory = "MEMORY.md";

    /// <summary>What a heartbeat looks after.</summary>
    public const string Heartbeat = "HEARTBEAT.md";

    /// <summary>What is to be done when the assistant is new.</summary>
    public const string Bootstrap = "BOOTSTRAP.md";

    /// <summary>All of them, in the order in which prompts tell of them. No other file is ever asked for.</summary>
    public static IReadOnlyList<string> All { get; } = [Agents, Soul, Identity, Tools, User, Memory, Heartbeat, Bootstrap];

    /// <summary>Those that a turn's prompt tells of, in order.</summary>
    public static IReadOnlyList<string> For(ContextReader reader) => [.. All.Where(name => IsFor(name, reader))];

    /// <summary>Whether a prompt says so when the file is not there; of the others nobody expects one.</summary>
    public static bool IsMissed(string name) => name is not (Memory or Bootstrap);

    private static bool IsFor(string name, ContextReader reader) => name switch
    {
        Agents => true,
        Tools => reader.SeesWorkspace || reader.IsOwners,
        _ when reader.IsSubagent => false,
        Soul or Identity => true,
        Memory => reader is { IsOwners: true, IsMain: true },
        Heartbeat => reader.IsOwners || reader.IsHeartbeat,
        _ => reader.IsOwners,
    };
}
