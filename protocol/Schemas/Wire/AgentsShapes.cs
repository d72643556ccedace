namespace Moltbot.Protocol.Schemas.Wire;

/// <summary>Shapes of agents and runs (sections 5.1 and 5.3).</summary>
public static class AgentsShapes
{
    /// <summary>Shape of <c>AgentParams</c>.</summary>
    public static Shape AgentParams { get; } = Shape.Object(
        ("message", Shape.Text1),
        ("agentId?", Shape.Text1),
        ("to?", Shape.Text),
        ("replyTo?", Shape.Text),
        ("sessionId?", Shape.Text),
        ("sessionKey?", Shape.Text),
        ("thinking?", Shape.Text),
        ("deliver?", Shape.Flag),
        ("attachments?", Shape.List(Shape.Any)),
        ("channel?", Shape.Text),
        ("replyChannel?", Shape.Text),
        ("accountId?", Shape.Text),
        ("replyAccountId?", Shape.Text),
        ("threadId?", Shape.Text),
        ("groupId?", Shape.Text),
        ("groupChannel?", Shape.Text),
        ("groupSpace?", Shape.Text),
        ("timeout?", Shape.Whole0),
        ("lane?", Shape.Text),
        ("extraSystemPrompt?", Shape.Text),
        ("idempotencyKey", Shape.Text1),
        ("label?", Shape.TextOf(1, 64)),
        ("spawnedBy?", Shape.Text));

    /// <summary>Shape of <c>AgentIdentityParams</c>.</summary>
    public static Shape AgentIdentityParams { get; } = Shape.Object(
        ("agentId?", Shape.Text1),
        ("sessionKey?", Shape.Text));

    /// <summary>Shape of <c>AgentIdentityResult</c>.</summary>
    public static Shape AgentIdentityResult { get; } = Shape.Object(
        ("agentId", Shape.Text1),
        ("name?", Shape.Text1),
        ("avatar?", Shape.Text1));

    /// <summary>Shape of <c>AgentWaitParams</c>.</summary>
    public static Shape AgentWaitParams { get; } = Shape.Object(
        ("runId", Shape.Text1),
        ("timeoutMs?", Shape.Whole0));

    /// <summary>Shape of <c>AgentSummary</c>.</summary>
    public static Shape AgentSummary { get; } = Shape.Object(
        ("id", Shape.Text1),
        ("name?", Shape.Text1),
        ("identity?", Shape.Object(
            ("name?", Shape.Text1),
            ("theme?", Shape.Text1),
            ("emoji?", Shape.Text1),
            ("avatar?", Shape.Text1),
            ("avatarUrl?", Shape.Text1))));

    /// <summary>Shape of <c>AgentsListParams</c>.</summary>
    public static Shape AgentsListParams { get; } = Shape.Object();

    /// <summary>Shape of <c>AgentsListResult</c>.</summary>
    public static Shape AgentsListResult { get; } = Shape.Object(
        ("defaultId", Shape.Text1),
        ("mainKey", Shape.Text1),
        ("scope", Shape.Words("per-sender", "global")),
        ("agents", Shape.List(AgentSummary)));
}
