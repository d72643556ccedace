using System.Text.Json.Nodes;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary><c>sessions_list</c>: the sessions that <see cref="SessionSight"/> lets this one read, with their last messages where asked for.</summary>
internal sealed class SessionsListTool(SessionSight sight, SessionExcerpt excerpt) : IClusterToolAnswer
{
    private const int DefaultCount = 20;
    private const int MaxCount = 50;

    /// <summary>A year: what was said longer ago is not looked for by when it was said.</summary>
    private const int MaxMinutes = 366 * 24 * 60;

    private const int MaxMessages = 5;

    /// <summary>Sessions beyond these are told without their messages: each costs a question to its grain.</summary>
    private const int MaxWithMessages = 10;

    /// <summary>Longest name told, UTF-16 units: others choose them.</summary>
    private const int MaxName = 100;

    private static readonly string[] Kinds = ["main", "group", "cron", "hook", "node", "other"];

    public static ClusterTool Declared { get; } = ClusterTool.Of(
        "sessions_list", "Lists the sessions that this one may read, newest first.", """
        {"type":"object","properties":{
        "kinds":{"type":"array","items":{"type":"string","enum":["main","group","cron","hook","node","other"]},"description":"Only of these kinds."},
        "limit":{"type":"integer","minimum":1,"maximum":50,"description":"How many; 20 when left out."},
        "activeMinutes":{"type":"integer","minimum":1,"description":"Only those used within so many minutes."},
        "messageLimit":{"type":"integer","minimum":0,"maximum":5,"description":"How many of each one's last messages to tell; 0 when left out."}},
        "additionalProperties":false}
        """) with { IsForPrograms = true };

    public ClusterTool Tool => Declared;

    public async Task<ToolResult> Answer(ToolContext context, ToolVerdict verdict, ToolArguments arguments, CancellationToken cancellationToken)
    {
        IReadOnlyList<string>? kinds = arguments.Choices("kinds", Kinds);
        int limit = arguments.Number("limit", 1, MaxCount) ?? DefaultCount;
        int? minutes = arguments.Number("activeMinutes", 1, MaxMinutes);
        int messages = arguments.Number("messageLimit", 0, MaxMessages) ?? 0;
        if (arguments.Problem is { } problem)
        {
            return ToolResult.NotRun(problem);
        }

        SessionEntry[] fitting =
        [
            .. (await sight.List(context, verdict.Place!.IsSandboxed, minutes)).Where(entry => kinds is not { Count: > 0 } || kinds.Contains(KindOf(entry), StringComparer.Ordinal)),
        ];
        var told = new JsonArray();
        int room = SessionExcerpt.MaxAll;
        foreach (SessionEntry entry in fitting.Take(limit))
        {
            JsonObject shown = Shown(entry, entry.Key == context.SessionKey);
            if (messages > 0 && told.Count < MaxWithMessages)
            {
                shown["messages"] = (await excerpt.Newest(context.Tenant, entry.Key, messages, hasTools: false, SessionExcerpt.MaxAll / MaxWithMessages)).Messages;
            }

            room -= ToolJson.Text(shown).Length;
            if (room < 0)
            {
                break;
            }

            told.Add((JsonNode)shown);
        }

        return ToolJson.Result(ToolJson.Of(("count", told.Count), ("more", told.Count < fitting.Length), ("sessions", told)));
    }

    private static JsonObject Shown(SessionEntry entry, bool isOwn) => ToolJson.Of(
        ("key", entry.Key),
        ("sessionId", entry.SessionId),
        ("kind", KindOf(entry)),
        ("own", isOwn ? true : null),
        ("channel", entry.Channel),
        ("label", Name(entry.Settings.Label)),
        ("displayName", Name(entry.DisplayName ?? entry.Subject)),
        ("spawnedBy", entry.SpawnedBy),
        ("updatedAt", entry.UpdatedAt),
        ("model", entry.Model),
        ("totalTokens", entry.Tokens?.Total),
        ("abortedLastRun", entry.AbortedLastRun ? true : null));

    private static JsonNode? Name(string? text) => text is null ? null : text.Length <= MaxName ? text : text[..(MaxName - 1)] + "…";

    private static string KindOf(SessionEntry entry)
    {
        string rest = AgentSessionKey.Parse(entry.Key)?.Rest ?? entry.Key;
        return rest is SessionKeys.DefaultMainKey or SessionKeys.Global ? "main"
            : rest.StartsWith("cron:", StringComparison.Ordinal) ? "cron"
            : rest.StartsWith("hook:", StringComparison.Ordinal) ? "hook"
            : rest.StartsWith("node-", StringComparison.Ordinal) || rest.StartsWith("node:", StringComparison.Ordinal) ? "node"
            : entry.ChatType is "group" or "channel" || GroupSessionKey.Parse(entry.Key) is not null ? "group"
            : "other";
    }
}
