using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Tools.Patterns;

namespace Moltbot.Policy.Tools.Rules;

/// <summary>What sandboxed sessions may use: each list from the agent, else from <c>tools</c>, else the built-in one.</summary>
/// <param name="Allow">The allow list; never without entries.</param>
/// <param name="AllowFrom">The scope it comes from; null for the built-in list.</param>
/// <param name="Deny">The deny list.</param>
/// <param name="DenyFrom">The scope it comes from; null for the built-in list.</param>
internal sealed record SandboxToolLists(
    IReadOnlyList<ToolEntry> Allow, ToolPolicyConfig? AllowFrom, IReadOnlyList<ToolEntry> Deny, ToolPolicyConfig? DenyFrom)
{
    private const string GlobalKey = "tools.sandbox.tools";
    private const string Image = "image";

    private static readonly string[] DefaultAllow =
    [
        ToolNames.Exec, "process", "read", "write", "edit", ToolNames.ApplyPatch, Image, "sessions_list", "sessions_history",
        "sessions_send", "sessions_spawn", "session_status",
    ];

    private static readonly string[] DefaultDeny =
    [
        "browser", "canvas", "nodes", "cron", "gateway", "telegram", "whatsapp", "discord", "googlechat", "slack", "signal", "imessage",
    ];

    /// <summary>The lists that count for an agent.</summary>
    public static SandboxToolLists Resolve(ToolPolicyConfig? global, ToolPolicyConfig? agent)
    {
        var denyFrom = agent?.Deny is not null ? agent : global?.Deny is not null ? global : null;
        var allowFrom = agent?.Allow is not null ? agent : global?.Allow is not null ? global : null;
        var deny = Entries(denyFrom, denyFrom?.Deny, "deny", DefaultDeny);
        var allow = Entries(allowFrom, allowFrom?.Allow, "allow", DefaultAllow);
        // Without images a model cannot see what it works on; a list of negations has it unless it says otherwise.
        return ToolPatterns.IsNegativeOnly(allow) || Names(allow, Image) || Names(deny, Image)
            ? new SandboxToolLists(allow, allowFrom, deny, denyFrom)
            : new SandboxToolLists([.. allow, new ToolEntry(Image, $"{allowFrom?.Key ?? GlobalKey}.allow", IsBuiltIn: true)], allowFrom, deny, denyFrom);
    }

    /// <summary>The rule of the lists.</summary>
    public ToolRule Rule(ToolVocabulary vocabulary) => ToolRule.Compile(
        ToolLayer.Sandbox, GlobalKey, Allow, Deny, vocabulary, $"{AllowFrom?.Key ?? GlobalKey}.allow", $"{DenyFrom?.Key ?? GlobalKey}.deny");

    private static IReadOnlyList<ToolEntry> Entries(ToolPolicyConfig? from, IReadOnlyList<string>? list, string name, string[] builtIn) =>
        ToolEntry.Of(list ?? builtIn, $"{from?.Key ?? GlobalKey}.{name}", list is null)!;

    private static bool Names(IEnumerable<ToolEntry> entries, string tool) =>
        ToolVocabulary.Core.Expand(entries.Select(static entry => entry.Text)).Contains(tool, StringComparer.Ordinal);
}
