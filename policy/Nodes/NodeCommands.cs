namespace Moltbot.Policy.Nodes;

/// <summary>The commands a node may be asked for (protocol.md §7).</summary>
public static class NodeCommands
{
    private static readonly string[] Phone =
    [
        "canvas.present", "canvas.hide", "canvas.navigate", "canvas.eval", "canvas.snapshot", "canvas.a2ui.push",
        "canvas.a2ui.pushJSONL", "canvas.a2ui.reset", "camera.list", "camera.snap", "camera.clip", "screen.record", "location.get",
    ];

    private static readonly string[] Host =
    [
        "system.run", "system.which", Notify, "system.execApprovals.get", "system.execApprovals.set", "browser.proxy",
    ];

    /// <summary>The command that runs a program.</summary>
    public const string Run = "system.run";

    /// <summary>The command that runs a tool call of an agent; a node that may be asked for it is a runner.</summary>
    public const string ToolsRun = "tools.run";

    /// <summary>The command that ends one. It goes with <see cref="ToolsRun"/>: what may begin may be ended.</summary>
    public const string ToolsCancel = "tools.cancel";

    /// <summary>The command that tells what the words of a call mean where it would run. It goes with <see cref="ToolsRun"/> too.</summary>
    public const string ToolsResolve = "tools.resolve";

    /// <summary>The command that tells of the few files of an agent's workspace that its prompts hold. It goes with <see cref="ToolsRun"/>, like the others.</summary>
    public const string ToolsContext = "tools.context";

    /// <summary>The command that ends what a session's calls left running. It goes with <see cref="ToolsRun"/>, too.</summary>
    public const string ToolsRelease = "tools.release";

    /// <summary>The command that tells which tools a configured server has. It goes with <see cref="ToolsRun"/>, too.</summary>
    public const string ToolsMcp = "tools.mcp";

    /// <summary>The command that tells which sandboxes a runner keeps for a tenant. It goes with <see cref="ToolsRun"/>, too.</summary>
    public const string ToolsSandboxes = "tools.sandboxes";

    /// <summary>The command that throws sandboxes of a tenant away, so that the next call finds new ones. It goes with <see cref="ToolsRun"/>, too.</summary>
    public const string ToolsRecreate = "tools.recreate";

    /// <summary>The command that brings an agent's workspace to a runner and keeps what changed there. It goes with <see cref="ToolsRun"/>, too.</summary>
    public const string ToolsWorkspace = "tools.workspace";

    /// <summary>The command that shows a person a notice.</summary>
    public const string Notify = "system.notify";

    /// <summary>What a runner says it can do.</summary>
    public const string ToolsCap = "tools";

    /// <summary>
    /// Whether a command belongs to the tool calls of agents. Nobody but they may send it: a client's would run without its policy, its
    /// approvals and its record.
    /// </summary>
    public static bool IsForTools(string command) => command.StartsWith("tools.", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// What an agent may ask for by a tool of its own, where the node is allowed it. Nothing else, whatever the configuration allows nodes: what runs programs or says what may run has policy,
    /// approvals and a record of its own (<c>exec</c>), a canvas or a browser opens any address and runs scripts, and a message to somebody goes by <c>message</c> and its rules.
    /// </summary>
    public static IReadOnlyList<string> ForAgents { get; } =
        ["location.get", "camera.list", "camera.snap", "camera.clip", "screen.record", Notify, "canvas.hide", "canvas.snapshot"];

    /// <summary>Whether a command is one of <see cref="ForAgents"/>.</summary>
    public static bool IsForAgents(string command) => ForAgents.Contains(command, StringComparer.Ordinal);

    /// <summary>Whether a node may be given tool calls.</summary>
    /// <param name="caps">What it says it can do.</param>
    /// <param name="declared">The commands it declared when it connected.</param>
    /// <param name="allowed">What it is allowed.</param>
    public static bool IsRunner(IReadOnlyCollection<string>? caps, IReadOnlyCollection<string>? declared, IReadOnlyCollection<string> allowed) =>
        caps?.Contains(ToolsCap, StringComparer.Ordinal) == true && RefusalOf(ToolsRun, declared, allowed) is null;

    /// <summary>Whether a command is about what a node may run without being asked: an administrator's to read and to set.</summary>
    public static bool NeedsAdmin(string command) => command.StartsWith("system.execApprovals.", StringComparison.Ordinal);

    /// <summary>What a platform is allowed by default. One we do not know is allowed nothing: what it is, the node says itself.</summary>
    public static IReadOnlyList<string> DefaultsOf(NodePlatform platform) => platform switch
    {
        NodePlatform.Ios => Phone,
        NodePlatform.Android => [.. Phone, "sms.send"],
        NodePlatform.MacOS => [.. Phone, .. Host],
        NodePlatform.Linux or NodePlatform.Windows => Host,
        _ => [],
    };

    /// <summary>What a node is allowed.</summary>
    /// <param name="platform">The node's platform.</param>
    /// <param name="allowCommands"><c>gateway.nodes.allowCommands</c>: exact names to add.</param>
    /// <param name="denyCommands"><c>gateway.nodes.denyCommands</c>: exact names to take away; they win.</param>
    public static IReadOnlyList<string> Allowed(
        NodePlatform platform, IEnumerable<string>? allowCommands = null, IEnumerable<string>? denyCommands = null)
    {
        var denied = Clean(denyCommands).ToHashSet(StringComparer.Ordinal);
        List<string> added = [.. Clean(allowCommands)];
        if (added.Contains(ToolsRun, StringComparer.Ordinal))
        {
            added.AddRange([ToolsCancel, ToolsResolve, ToolsRelease, ToolsContext, ToolsMcp, ToolsSandboxes, ToolsRecreate, ToolsWorkspace]);
        }

        return [.. DefaultsOf(platform).Concat(added).Distinct(StringComparer.Ordinal).Where(each => !denied.Contains(each))];
    }

    /// <summary>Why a command is refused; null when it is not.</summary>
    /// <param name="command">The command asked for.</param>
    /// <param name="declared">What the node declared when it connected.</param>
    /// <param name="allowed">What it is allowed.</param>
    public static string? RefusalOf(string? command, IReadOnlyCollection<string>? declared, IReadOnlyCollection<string> allowed)
    {
        var name = (command ?? "").Trim();
        if (name.Length == 0)
        {
            return "command required";
        }

        if (!allowed.Contains(name, StringComparer.Ordinal))
        {
            return "command not allowlisted";
        }

        if (declared is null || declared.Count == 0)
        {
            return "node did not declare commands";
        }

        return declared.Contains(name, StringComparer.Ordinal) ? null : "command not declared by node";
    }

    private static IEnumerable<string> Clean(IEnumerable<string>? names) =>
        (names ?? []).Select(name => name.Trim()).Where(name => name.Length > 0);
}
