namespace Moltbot.Protocol.Methods.Approvals;

/// <summary>Answers a request.</summary>
public sealed record ExecApprovalResolveParams
{
    /// <summary>The request.</summary>
    public required string Id { get; init; }

    /// <summary><c>allow-once</c>, <c>allow-session</c>, <c>allow-always</c> or <c>deny</c>.</summary>
    public required string Decision { get; init; }
}
