using Moltbot.Protocol.Schemas;

namespace Moltbot.Protocol.Methods.Setup;

/// <summary>Methods about setup codes. They are ours.</summary>
public static class SetupMethods
{
    /// <summary><c>moltbot.setup.create</c>.</summary>
    public static GatewayMethod<SetupCreateParams, SetupCreateResult> Create { get; } = new(
        "moltbot.setup.create",
        Shape.Object(("role", Shape.Text1), ("scopes?", Shape.List(Shape.Text1)), ("expiresInMs?", Shape.WholeOf(1, 86_400_000))),
        SetupJson.Default.SetupCreateParams,
        SetupJson.Default.SetupCreateResult);

    /// <summary><c>moltbot.setup.revoke</c>.</summary>
    public static GatewayMethod<SetupRevokeParams, SetupRevokeResult> Revoke { get; } = new(
        "moltbot.setup.revoke",
        Shape.Object(("id", Shape.Text1)),
        SetupJson.Default.SetupRevokeParams,
        SetupJson.Default.SetupRevokeResult);
}
