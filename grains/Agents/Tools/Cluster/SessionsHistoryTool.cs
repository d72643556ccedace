using System.Text.Json.Nodes;

namespace Moltbot.Grains.Agents.Tools.Cluster;

/// <summary><c>sessions_history</c>: what was said in a session that <see cref="SessionSight"/> lets this one read.</summary>
internal sealed class SessionsHistoryTool(SessionSight sight, SessionExcerpt excerpt) : IClusterToolAnswer
{
    private const int DefaultCount = 20;
    private const int MaxCount = 100;
    private const int MaxKey = 512;

    public static ClusterTool Declared { get; } = ClusterTool.Of(
        "sessions_history", "Tells the newest messages of a session that this one may read.", """
        {"type":"object","properties":{
        "sessionKey":{"type":"string","description":"Which session: a key or id as sessions_list tells it, or main."},
        "limit":{"type":"integer","minimum":1,"maximum":100,"description":"How many messages; 20 when left out."},
        "includeTools":{"type":"boolean","description":"Whether with calls of tools and what came of them."}},
        "required":["sessionKey"],"additionalProperties":false}
        """) with { IsForPrograms = true };

    public ClusterTool Tool => Declared;

    public async Task<ToolResult> Answer(ToolContext context, ToolVerdict verdict, ToolArguments arguments, CancellationToken cancellationToken)
    {
        string? named = arguments.Text("sessionKey", MaxKey);
        int limit = arguments.Number("limit", 1, MaxCount) ?? DefaultCount;
        bool hasTools = arguments.Flag("includeTools");
        if (named is null)
        {
            arguments.Bad("sessionKey", "a key or id as sessions_list tells it, or main");
        }

        if (arguments.Problem is { } problem)
        {
            return ToolResult.NotRun(problem);
        }

        if (await sight.Find(context, verdict.Place!.IsSandboxed, named!) is not { } key)
        {
            // The same words whether there is none or it is not for this session.
            return ToolResult.NotRun("there is no such session among those that this one may read; sessions_list tells them");
        }

        (JsonArray messages, bool isCut) = await excerpt.Newest(context.Tenant, key, limit, hasTools);
        return ToolJson.Result(ToolJson.Of(("sessionKey", key), ("truncated", isCut ? true : null), ("messages", messages)));
    }
}
