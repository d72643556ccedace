namespace Moltbot.Protocol.Runners;

/// <summary>The params of the node command <c>tools.cancel</c>: nobody waits for the call any more.</summary>
public sealed record ToolCancelParams
{
    /// <summary>See <see cref="ToolRunParams.CallId"/>.</summary>
    public required string CallId { get; init; }
}
