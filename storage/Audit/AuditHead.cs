namespace Moltbot.Storage.Audit;

/// <summary>The last link of a chain.</summary>
public sealed record AuditHead(long Sequence, string Hash)
{
    /// <summary>Head of a chain without records.</summary>
    public static AuditHead Empty { get; } = new(0, new string('0', 64));
}
