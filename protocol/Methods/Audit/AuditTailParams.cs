namespace Moltbot.Protocol.Methods.Audit;

/// <summary>Asks for the newest audit records.</summary>
public sealed record AuditTailParams
{
    /// <summary>Records, 1 to 1000, default 100.</summary>
    public long? Limit { get; init; }
}
