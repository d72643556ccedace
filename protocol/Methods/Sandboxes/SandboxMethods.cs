using Moltbot.Protocol.Schemas;

namespace Moltbot.Protocol.Methods.Sandboxes;

/// <summary>Methods about the sandboxes of sessions. They are ours.</summary>
public static class SandboxMethods
{
    private static readonly Shape Key = Shape.TextOf(1, 512);

    /// <summary><c>moltbot.sandbox.list</c>: which do the connected runners keep?</summary>
    public static GatewayMethod<SandboxListParams, SandboxListResult> List { get; } = new(
        "moltbot.sandbox.list",
        Shape.Object(("key?", Key), ("sessionKey?", Key), ("agentId?", Shape.Text1)),
        SandboxesJson.Default.SandboxListParams,
        SandboxesJson.Default.SandboxListResult);

    /// <summary><c>moltbot.sandbox.explain</c>: is a session in one, in which, and why?</summary>
    public static GatewayMethod<SandboxExplainParams, SandboxExplainResult> Explain { get; } = new(
        "moltbot.sandbox.explain",
        Shape.Object(("sessionKey?", Key), ("agentId?", Shape.Text1)),
        SandboxesJson.Default.SandboxExplainParams,
        SandboxesJson.Default.SandboxExplainResult);

    /// <summary><c>moltbot.sandbox.recreate</c>: ends the programs in some and throws their folders away, so that the next call finds new ones.</summary>
    public static GatewayMethod<SandboxRecreateParams, SandboxListResult> Recreate { get; } = new(
        "moltbot.sandbox.recreate",
        Shape.Object(("all?", Shape.Flag), ("key?", Key), ("sessionKey?", Key), ("agentId?", Shape.Text1), ("force?", Shape.Flag)),
        SandboxesJson.Default.SandboxRecreateParams,
        SandboxesJson.Default.SandboxListResult);
}
