using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Tools.Patterns;

namespace Moltbot.Policy.Tools.Rules;

/// <summary>What sub-agents may use. What is denied to all of them stands in a rule of its own, so that no configured entry undoes it.</summary>
internal static class SubagentTools
{
    /// <summary>The place of the configured lists.</summary>
    public const string Key = "tools.subagents.tools";

    /// <summary>Stands for the place of what no key changes.</summary>
    public const string BuiltIn = "";

    /// <summary>What no sub-agent may use.</summary>
    public static IReadOnlyList<string> AlwaysDenied { get; } =
    [
        "sessions_list", "sessions_history", "sessions_send", "sessions_spawn", "gateway", "agents_list", "whatsapp_login",
        "session_status", "cron", "memory_search", "memory_get",
    ];

    /// <summary>The rules.</summary>
    /// <param name="configured"><c>tools.subagents.tools</c>; it denies and narrows further.</param>
    /// <param name="vocabulary">What its lists may name.</param>
    public static ToolRule[] Rules(ToolPolicyConfig? configured, ToolVocabulary vocabulary)
    {
        var builtIn = ToolRule.Compile(ToolLayer.Subagent, BuiltIn, null, ToolEntry.Of(AlwaysDenied, BuiltIn, isBuiltIn: true), vocabulary);
        return configured is null
            ? [builtIn]
            : [builtIn, ToolRule.Compile(ToolLayer.Subagent, Key, ToolEntry.Of(configured.Allow, $"{Key}.allow"), ToolLists.DenyOf(configured), vocabulary)];
    }
}
