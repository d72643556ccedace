namespace Moltbot.Protocol.Schemas.Wire;

/// <summary>Shapes of sessions (section 5.2).</summary>
public static class SessionsShapes
{
    /// <summary>Shape of <c>SessionsListParams</c>.</summary>
    public static Shape SessionsListParams { get; } = Shape.Object(
        ("limit?", Shape.Whole1),
        ("activeMinutes?", Shape.Whole1),
        ("includeGlobal?", Shape.Flag),
        ("includeUnknown?", Shape.Flag),
        ("includeDerivedTitles?", Shape.Flag),
        ("includeLastMessage?", Shape.Flag),
        ("label?", Shape.TextOf(1, 64)),
        ("spawnedBy?", Shape.Text1),
        ("agentId?", Shape.Text1),
        ("search?", Shape.Text));

    /// <summary>Shape of <c>SessionsPreviewParams</c>.</summary>
    public static Shape SessionsPreviewParams { get; } = Shape.Object(
        ("keys", Shape.List(Shape.Text1, minItems: 1)),
        ("limit?", Shape.Whole1),
        ("maxChars?", Shape.WholeOf(20)));

    /// <summary>Shape of <c>SessionsResolveParams</c>.</summary>
    public static Shape SessionsResolveParams { get; } = Shape.Object(
        ("key?", Shape.Text1),
        ("sessionId?", Shape.Text1),
        ("label?", Shape.TextOf(1, 64)),
        ("agentId?", Shape.Text1),
        ("spawnedBy?", Shape.Text1),
        ("includeGlobal?", Shape.Flag),
        ("includeUnknown?", Shape.Flag));

    /// <summary>Shape of <c>SessionsPatchParams</c>.</summary>
    public static Shape SessionsPatchParams { get; } = Shape.Object(
        ("key", Shape.Text1),
        ("label?", Shape.OneOf(Shape.TextOf(1, 64), Shape.Null)),
        ("thinkingLevel?", Shape.OneOf(Shape.Text1, Shape.Null)),
        ("verboseLevel?", Shape.OneOf(Shape.Text1, Shape.Null)),
        ("reasoningLevel?", Shape.OneOf(Shape.Text1, Shape.Null)),
        ("responseUsage?", Shape.OneOf(Shape.Words("off", "tokens", "full", "on"), Shape.Null)),
        ("elevatedLevel?", Shape.OneOf(Shape.Text1, Shape.Null)),
        ("execHost?", Shape.OneOf(Shape.Text1, Shape.Null)),
        ("execSecurity?", Shape.OneOf(Shape.Text1, Shape.Null)),
        ("execAsk?", Shape.OneOf(Shape.Text1, Shape.Null)),
        ("execNode?", Shape.OneOf(Shape.Text1, Shape.Null)),
        ("model?", Shape.OneOf(Shape.Text1, Shape.Null)),
        ("spawnedBy?", Shape.OneOf(Shape.Text1, Shape.Null)),
        ("sendPolicy?", Shape.OneOf(Shape.Words("allow", "deny"), Shape.Null)),
        ("groupActivation?", Shape.OneOf(Shape.Words("mention", "always"), Shape.Null)));

    /// <summary>Shape of <c>SessionsResetParams</c>.</summary>
    public static Shape SessionsResetParams { get; } = Shape.Object(
        ("key", Shape.Text1));

    /// <summary>Shape of <c>SessionsDeleteParams</c>.</summary>
    public static Shape SessionsDeleteParams { get; } = Shape.Object(
        ("key", Shape.Text1),
        ("deleteTranscript?", Shape.Flag));

    /// <summary>Shape of <c>SessionsCompactParams</c>.</summary>
    public static Shape SessionsCompactParams { get; } = Shape.Object(
        ("key", Shape.Text1),
        ("maxLines?", Shape.Whole1));
}
