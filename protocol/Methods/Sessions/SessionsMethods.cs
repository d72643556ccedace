using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>The methods of this folder.</summary>
public static class SessionsMethods
{
    /// <summary><c>sessions.list</c>.</summary>
    public static GatewayMethod<SessionsListParams, SessionsListResult> List { get; } =
        new(MethodNames.SessionsList, SessionsShapes.SessionsListParams, SessionsJson.Default.SessionsListParams, SessionsJson.Default.SessionsListResult);

    /// <summary><c>sessions.preview</c>.</summary>
    public static GatewayMethod<SessionsPreviewParams, SessionsPreviewResult> Preview { get; } =
        new(MethodNames.SessionsPreview, SessionsShapes.SessionsPreviewParams, SessionsJson.Default.SessionsPreviewParams, SessionsJson.Default.SessionsPreviewResult);

    /// <summary><c>sessions.resolve</c>.</summary>
    public static GatewayMethod<SessionsResolveParams, SessionsResolveResult> Resolve { get; } =
        new(MethodNames.SessionsResolve, SessionsShapes.SessionsResolveParams, SessionsJson.Default.SessionsResolveParams, SessionsJson.Default.SessionsResolveResult);

    /// <summary><c>sessions.patch</c>.</summary>
    public static GatewayMethod<SessionsPatchParams, SessionsPatchResult> Patch { get; } =
        new(MethodNames.SessionsPatch, SessionsShapes.SessionsPatchParams, SessionsJson.Default.SessionsPatchParams, SessionsJson.Default.SessionsPatchResult);

    /// <summary><c>sessions.reset</c>.</summary>
    public static GatewayMethod<SessionsResetParams, SessionsResetResult> Reset { get; } =
        new(MethodNames.SessionsReset, SessionsShapes.SessionsResetParams, SessionsJson.Default.SessionsResetParams, SessionsJson.Default.SessionsResetResult);

    /// <summary><c>sessions.delete</c>.</summary>
    public static GatewayMethod<SessionsDeleteParams, SessionsDeleteResult> Delete { get; } =
        new(MethodNames.SessionsDelete, SessionsShapes.SessionsDeleteParams, SessionsJson.Default.SessionsDeleteParams, SessionsJson.Default.SessionsDeleteResult);

    /// <summary><c>sessions.compact</c>.</summary>
    public static GatewayMethod<SessionsCompactParams, SessionsCompactResult> Compact { get; } =
        new(MethodNames.SessionsCompact, SessionsShapes.SessionsCompactParams, SessionsJson.Default.SessionsCompactParams, SessionsJson.Default.SessionsCompactResult);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GatewayMethod> All { get; } =
    [
        List,
        Preview,
        Resolve,
        Patch,
        Reset,
        Delete,
        Compact,
    ];
}
